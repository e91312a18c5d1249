import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { DateText } from '@/ui/date-text';
import { DeadlineChip } from '@/ui/deadline-chip';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { PagedTable, type Column } from '@/ui/paged-table';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { UrgencyMark } from '@/ui/urgency-mark';
import { workQuery, type Work } from '../api/work';
import { texts } from '../texts';
import classes from './subject-cell.module.css';

const columns: readonly Column<Work>[] = [
  { key: 'title', header: texts.workTitle, width: '136px', cell: ({ work }) => work.title },
  {
    key: 'subject',
    header: texts.workSubject,
    width: 'minmax(280px, 2fr)',
    cell: ({ work }) => (
      <span className={classes.subject} title={work.subject}>
        {work.subject} <UrgencyMark urgency={work.urgency} />
      </span>
    ),
  },
  { key: 'incoming', header: texts.workIncoming, width: '168px', cell: ({ work }) => [work.incomingNumber, work.incomingSymbol].filter(Boolean).join('/') || '–' },
  { key: 'by', header: texts.workBy, width: 'minmax(140px, 1fr)', cell: ({ work }) => work.sentByAs ?? '–' },
  { key: 'at', header: texts.statusAt, width: '144px', cell: ({ work }) => <DateText value={work.createdAt} withTime /> },
  { key: 'deadline', header: texts.deadline, width: '208px', cell: ({ deadline }) => <DeadlineChip deadline={deadline} /> },
];

interface WorkTableProps {
  kind: 'issue-number' | 'submit';
  label: string;
  emptyTitle: string;
  emptyDetail: string;
}

/** What waits for văn thư of one kind; the work itself is done in the inbox. */
export function WorkTable({ kind, label, emptyTitle, emptyDetail }: WorkTableProps) {
  const work = useQuery(workQuery(kind));
  const navigate = useNavigate();
  if (work.isPending) return <SkeletonRows />;
  if (work.isError) return <ErrorState error={work.error} onRetry={() => void work.refetch()} />;
  return (
    <PagedTable
      label={label}
      columns={columns}
      rows={work.data.items}
      rowKey={(row) => row.work.workItemId}
      onOpen={(row) => void navigate(`/hop-viec/${row.work.workItemId}`)}
      empty={<EmptyState title={emptyTitle}>{emptyDetail}</EmptyState>}
    />
  );
}
