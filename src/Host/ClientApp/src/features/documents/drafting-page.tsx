import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import { Page } from '@/ui/page';
import { workItemQuery } from './api/drafting';
import { DraftEditor } from './components/draft-editor';
import { draftTexts as texts } from './draft-texts';

/** The drafter's desk on a page of its own. */
export function DraftingPage() {
  const { workItemId = '' } = useParams();
  const navigate = useNavigate();
  const detail = useQuery(workItemQuery(workItemId));
  return (
    <Page title={detail.data === undefined ? texts.title : texts.titleOf(detail.data.subject)} isWide>
      <DraftEditor workItemId={workItemId} isPage onSubmitted={() => void navigate('/')} />
    </Page>
  );
}
