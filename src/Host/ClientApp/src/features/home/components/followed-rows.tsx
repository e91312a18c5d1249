import { Link } from 'react-router';
import { DeadlineChip } from '@/ui/deadline-chip';
import type { FollowedRow } from '../api/summary';
import { texts } from '../texts';
import classes from './home.module.css';

/** Dossiers in which the caller acted, and with whom each is now. */
export function FollowedRows({ rows }: { rows: readonly FollowedRow[] }) {
  return (
    <ul className={classes.rows}>
      {rows.map((row) => (
        <li key={row.dossierId}>
          <Link to={`/ho-so/${row.dossierId}`} className={classes.row}>
            <span className={classes.subject}>{row.subject}</span>
            <span className={classes.facts}>
              {row.incomingNumber !== null && <span className="tabular">{row.incomingNumber}</span>}
              <DeadlineChip deadline={row.deadline} />
              <span>{row.now.length === 0 ? texts.noNow : row.now.map((step) => texts.now(step.title, step.people.join(', '))).join('; ')}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
