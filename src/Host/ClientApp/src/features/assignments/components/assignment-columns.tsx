import { DateText } from '@/ui/date-text';
import { DeadlineChip } from '@/ui/deadline-chip';
import type { Column } from '@/ui/paged-table';
import type { Assignment } from '../api/list-assignments';
import { texts } from '../texts';
import classes from './assignment-cells.module.css';

export const columns: readonly Column<Assignment>[] = [
  {
    key: 'subject',
    header: texts.subject,
    width: 'minmax(256px, 2fr)',
    cell: (row) => (
      <span>
        <span className={classes.clamped} title={row.subject}>
          {row.subject}
        </span>
        <span className={classes.about}>{[row.incomingNumber, row.sender].filter(Boolean).join(' · ')}</span>
      </span>
    ),
  },
  {
    key: 'instruction',
    header: texts.instruction,
    width: 'minmax(192px, 1.5fr)',
    cell: (row) => (
      <span className={classes.clamped} title={row.instruction ?? undefined}>
        {row.instruction ?? '–'}
      </span>
    ),
  },
  { key: 'unit', header: texts.unit, width: 'minmax(128px, 1fr)', cell: (row) => row.unit },
  { key: 'role', header: texts.role, width: '96px', cell: (row) => texts.roles[row.role] },
  { key: 'deadline', header: texts.due, width: '196px', cell: (row) => <DeadlineChip deadline={row.deadline} /> },
  {
    key: 'by',
    header: texts.assignedBy,
    width: 'minmax(128px, 1fr)',
    cell: (row) => (
      <span>
        {row.assignedBy ?? '–'}
        <span className={classes.about}>
          <DateText value={row.assignedAt} />
        </span>
      </span>
    ),
  },
  {
    key: 'state',
    header: texts.state,
    width: '144px',
    cell: (row) => (
      <span>
        {texts.states[row.state]}
        <span className={classes.about}>
          <DateText value={row.doneAt} />
        </span>
      </span>
    ),
  },
];
