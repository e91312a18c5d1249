import { Button } from '@mantine/core';
import { IconAlertTriangle, IconBan, IconCheck, IconInfoCircle } from '@tabler/icons-react';
import { DeadlineChip } from '@/ui/deadline-chip';
import type { ApprovalResult, ReviewLine } from '../api/types';
import { texts } from '../texts';
import classes from './review-sheet.module.css';

export type RowResult = ApprovalResult & { isUndone: boolean };

/** One line of the sheet: what it is, what speaks against approving it unread, and afterwards what became of it. */
export function ReviewRow({ line, result, onUndo }: { line: ReviewLine; result: RowResult | undefined; onUndo: () => void }) {
  return (
    <div className={classes.about}>
      <div className={classes.subject}>
        <b>{line.title}</b> · {line.draftSubject ?? line.subject} <DeadlineChip deadline={line.deadline} />
      </div>
      {result === undefined &&
        line.risks.map((risk) => (
          <div key={risk.code} className={classes.risk} data-severity={risk.severity}>
            {risk.severity === 'error' ? <IconAlertTriangle size={14} aria-hidden /> : <IconInfoCircle size={14} aria-hidden />} {risk.text}
          </div>
        ))}
      {line.excluded !== null && (
        <div className={classes.risk}>
          <IconBan size={14} aria-hidden /> {texts.excluded}: {line.excluded.detail}
        </div>
      )}
      {result !== undefined && (
        <div className={classes.risk} data-severity={result.approved ? 'good' : 'error'} role="status">
          {result.approved ? <IconCheck size={14} aria-hidden /> : <IconAlertTriangle size={14} aria-hidden />}
          {result.isUndone ? texts.undone : result.approved ? texts.approvedLine(line.title ?? '') : `${texts.notApproved(line.title ?? '')}: ${result.detail ?? ''}`}
          {result.canRecall && !result.isUndone && (
            <Button size="compact-xs" variant="default" onClick={onUndo}>
              {texts.undo}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
