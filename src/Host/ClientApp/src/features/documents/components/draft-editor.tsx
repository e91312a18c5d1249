import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { hasCode } from '@/api/errors';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { workingCopyQuery, workItemQuery } from '../api/drafting';
import { draftTexts as texts } from '../draft-texts';
import { DraftDesk } from './draft-desk';

interface DraftEditorProps {
  workItemId: string;
  onSubmitted: () => void;
  /** Stands on a page of its own, not in a pane. */
  isPage?: boolean;
}

/** The drafter's desk: fields, templates, own file, form check, preview, attachments, and submitting. */
export function DraftEditor({ workItemId, onSubmitted, isPage = false }: DraftEditorProps) {
  const [beginning, setBeginning] = useState(0);
  const detail = useQuery(workItemQuery(workItemId));
  const copy = useQuery(workingCopyQuery(workItemId));
  const error = detail.error ?? copy.error;
  if (hasCode(error, 'work-item.closed', 'work-item.other-kind')) return <EmptyState title={texts.notMine}>{texts.notMineHint}</EmptyState>;
  if (error !== null)
    return (
      <ErrorState
        error={error}
        onRetry={() => {
          void detail.refetch();
          void copy.refetch();
        }}
      />
    );
  if (detail.data === undefined || copy.data === undefined) return <SkeletonRows rows={8} height={48} />;
  if (!detail.data.item.actions.includes('submit-draft')) return <EmptyState title={texts.notMine}>{texts.notMineHint}</EmptyState>;
  return (
    <DraftDesk
      key={`${workItemId} ${beginning}`}
      detail={detail.data}
      copy={copy.data}
      isPage={isPage}
      onSubmitted={onSubmitted}
      onReload={() => void copy.refetch().then(() => setBeginning((count) => count + 1))}
    />
  );
}
