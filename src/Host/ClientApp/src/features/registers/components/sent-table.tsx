import { Button, NativeSelect } from '@mantine/core';
import { useNavigate } from 'react-router';
import { useCommand } from '@/api/use-command';
import { usePages } from '@/api/use-pages';
import { choiceParam, textParam } from '@/lib/url-state';
import { DateText } from '@/ui/date-text';
import { EmptyState } from '@/ui/empty-state';
import { explain } from '@/ui/error-state';
import { FilterBar } from '@/ui/filter-bar';
import { PagedList } from '@/ui/paged-list';
import { type Column } from '@/ui/paged-table';
import { SearchField } from '@/ui/search-field';
import { showToast } from '@/ui/toasts';
import { useUrlState } from '@/ui/use-url-state';
import { listSent, resendDispatch, type Sent } from '../api/dispatches';
import { texts } from '../texts';
import classes from './sent-table.module.css';
import { SubjectCell } from './subject-cell';

const shape = { nhom: choiceParam(['', ...Object.keys(texts.groups)], ''), tim: textParam() };

const columns: readonly Column<Sent>[] = [
  { key: 'number', header: texts.numberAndSymbol, width: '152px', cell: (row) => <span className="tabular">{row.number}</span> },
  { key: 'subject', header: texts.typeAndSubject, width: 'minmax(240px, 2fr)', cell: (row) => <SubjectCell typeCode={row.typeCode} subject={row.subject} /> },
  { key: 'recipient', header: texts.recipient, width: 'minmax(144px, 1fr)', cell: (row) => row.dispatch.recipientName },
  {
    key: 'state',
    header: texts.recipientState,
    width: '176px',
    cell: (row) => (
      <span className={classes.state} data-group={row.group}>
        {row.group === 'failed' ? texts.groups.failed : row.dispatch.status}
      </span>
    ),
  },
  { key: 'at', header: texts.statusAt, width: '144px', cell: (row) => <DateText value={row.dispatch.statusAt} withTime /> },
  { key: 'why', header: texts.why, width: 'minmax(144px, 1fr)', cell: (row) => row.failure ?? row.dispatch.reason ?? '–' },
  { key: 'action', header: texts.action, width: '104px', cell: (row) => (row.canResend ? <Resend row={row} /> : null) },
];

/** Every recipient of every document that was sent: what became of it, and sending again what failed. */
export function SentTable() {
  const [{ nhom, tim }, change] = useUrlState(shape);
  const navigate = useNavigate();
  const pages = usePages(['dispatches', 'sent', nhom, tim], listSent(nhom, tim));
  return (
    <>
      <FilterBar label={texts.filters}>
        <NativeSelect
          aria-label={texts.group}
          value={nhom}
          data={[{ value: '', label: texts.allGroups }, ...Object.entries(texts.groups).map(([value, label]) => ({ value, label }))]}
          onChange={(event) => change({ nhom: event.currentTarget.value })}
        />
        <SearchField label={texts.findOutgoing} value={tim} onChange={(next) => change({ tim: next })} />
      </FilterBar>
      <PagedList
        pages={pages}
        label={texts.tabSent}
        columns={columns}
        rowKey={(row) => row.dispatch.id}
        onOpen={(row) => void navigate(`/ho-so/${row.dossierId}`)}
        empty={nhom === '' && tim === '' ? <EmptyState title={texts.sentEmpty}>{texts.sentEmptyDetail}</EmptyState> : <EmptyState title={texts.filteredEmpty} />}
      />
    </>
  );
}

function Resend({ row }: { row: Sent }) {
  const resend = useCommand({
    run: (id: string, key) => resendDispatch(id, key),
    changes: [['dispatches'], ['inbox']],
    onDone: (answer) => showToast({ text: answer.text }),
  });
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={texts.resendTo(row.number, row.dispatch.recipientName)}
        loading={resend.isPending}
        onClick={(event) => {
          // The row below would open.
          event.stopPropagation();
          resend.mutate(row.dispatch.id);
        }}
      >
        {texts.resend}
      </Button>
      {resend.isError && (
        <span role="alert" className={classes.error}>
          {explain(resend.error).detail}
        </span>
      )}
    </>
  );
}
