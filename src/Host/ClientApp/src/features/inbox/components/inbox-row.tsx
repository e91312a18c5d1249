import { Checkbox } from '@mantine/core';
import { IconArrowBackUp, IconSend, IconUserShare } from '@tabler/icons-react';
import type { MouseEvent } from 'react';
import { Link, type To } from 'react-router';
import { DeadlineChip } from '@/ui/deadline-chip';
import { UrgencyMark } from '@/ui/urgency-mark';
import type { InboxItem } from '../api/types';
import { focusDocument } from '../lib/focus';
import { texts } from '../texts';
import classes from './inbox-list.module.css';

interface InboxRowProps {
  item: InboxItem;
  to: To;
  isOpen: boolean;
  /** Another one is open already: going back leads out of the document, not to the one before. */
  isReplacing: boolean;
  isSelected: boolean;
  isQueued: boolean;
  onSelect: (withRange: boolean) => void;
}

/** What is asked of me and of which document; below: where it comes from, by when, and what is special about it. */
export function InboxRow({ item, to, isOpen, isReplacing, isSelected, isQueued, onSelect }: InboxRowProps) {
  const { work, deadline, onBehalfOf } = item;
  // Enter on the row of the open document leads into it.
  const onOpenAgain = (event: MouseEvent) => {
    if (!isOpen || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    focusDocument();
  };
  return (
    <div className={classes.row} data-open={isOpen || undefined}>
      <Checkbox
        className={classes.check}
        size="xs"
        checked={isSelected}
        aria-label={texts.select(work.subject)}
        onChange={(event) => onSelect('shiftKey' in event.nativeEvent && event.nativeEvent.shiftKey === true)}
      />
      <Link to={to} className={classes.link} aria-current={isOpen || undefined} data-work={work.workItemId} replace={isReplacing} onClick={onOpenAgain}>
        <span className={classes.subject}>
          <b>{work.title}</b> · {work.subject}
        </span>
        <span className={classes.facts}>
          {work.incomingSymbol !== null && <span className="tabular">{work.incomingNumber === null ? work.incomingSymbol : `${work.incomingNumber}/${work.incomingSymbol}`}</span>}
          {(work.sentByAs ?? work.sender) !== null && <span className={classes.sender}>{work.sentByAs ?? work.sender}</span>}
          <DeadlineChip deadline={deadline} />
          <UrgencyMark urgency={work.urgency} />
          {work.round > 1 && (
            <span className={classes.mark} data-tone="returned">
              <IconArrowBackUp size={14} aria-hidden />
              {texts.returnedTimes(work.round - 1)}
            </span>
          )}
          {onBehalfOf !== null && (
            <span className={classes.mark}>
              <IconUserShare size={14} aria-hidden />
              {texts.onBehalfOf(onBehalfOf.fullName)}
            </span>
          )}
          {isQueued && (
            <span className={classes.mark} data-tone="queued">
              <IconSend size={14} aria-hidden />
              {texts.queued}
            </span>
          )}
        </span>
      </Link>
    </div>
  );
}
