import { Link } from 'react-router';
import { DeadlineChip } from '@/ui/deadline-chip';
import { UrgencyMark } from '@/ui/urgency-mark';
import type { InboxItem } from '../api/summary';
import { texts } from '../texts';
import classes from './home.module.css';

/** Work items, each leading into the inbox. */
export function WorkRows({ items, withReason = false }: { items: readonly InboxItem[]; withReason?: boolean }) {
  return (
    <ul className={classes.rows}>
      {items.map(({ work, deadline, lastReturn, onBehalfOf }) => (
        <li key={work.workItemId}>
          <Link to={`/hop-viec/${work.workItemId}`} className={classes.row}>
            <span className={classes.subject}>
              <b>{work.title}</b> · {work.subject}
            </span>
            <span className={classes.facts}>
              {work.incomingSymbol !== null && <span className="tabular">{[work.incomingNumber, work.incomingSymbol].filter(Boolean).join('/')}</span>}
              {(work.sentByAs ?? work.sender) !== null && <span>{work.sentByAs ?? work.sender}</span>}
              <DeadlineChip deadline={deadline} />
              <UrgencyMark urgency={work.urgency} />
              {work.round > 1 && !withReason && <span>{texts.returnedTimes(work.round - 1)}</span>}
              {onBehalfOf !== null && <span>{texts.onBehalfOf(onBehalfOf.fullName)}</span>}
            </span>
            {withReason && lastReturn !== null && (
              <span className={classes.subject}>
                {texts.reason} {lastReturn.reason}
                {lastReturn.by !== null && ` (${lastReturn.by})`}
              </span>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}
