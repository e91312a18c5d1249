import { lazy, Suspense } from 'react';
import { SkeletonRows } from '@/ui/skeleton-rows';
import type { Decision, DecisionAction } from '../api/decide-work';
import type { WorkItemDetail } from '../api/types';
import type { DocumentTab } from '../lib/inbox-address';
import { WorkSummary } from './work-summary';
import { WorkTabs } from './work-tabs';
import classes from './work-pane.module.css';

const InstructionForm = lazy(async () => ({ default: (await import('./instruction-form')).InstructionForm }));

interface WorkBodyProps {
  detail: WorkItemDetail;
  tab: DocumentTab | '';
  onTab: (tab: DocumentTab) => void;
  isOff: boolean;
  isBusy: boolean;
  onSend: (action: DecisionAction, body?: Decision['body']) => void;
  onSubmitted: () => void;
}

/** Below the buttons: subject, summary, the form of the bút phê where one is asked, and the documents. */
export function WorkBody({ detail, tab, onTab, isOff, isBusy, onSend, onSubmitted }: WorkBodyProps) {
  return (
    <>
      <h2 id="tieu-de-viec" className={classes.title} tabIndex={-1} data-document-title>
        {detail.subject}
      </h2>
      <WorkSummary detail={detail} />
      {detail.item.actions.includes('assign') && !isOff && (
        <Suspense fallback={<SkeletonRows rows={5} />}>
          <InstructionForm detail={detail} isBusy={isBusy} onAssign={(instruction) => onSend('assign', instruction)} />
        </Suspense>
      )}
      <WorkTabs detail={detail} tab={tab} onTab={onTab} onSubmitted={onSubmitted} />
    </>
  );
}
