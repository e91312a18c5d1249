import { useNavigate } from 'react-router';
import { usePages } from '@/api/use-pages';
import { DateText } from '@/ui/date-text';
import { DeadlineChip } from '@/ui/deadline-chip';
import { PagedList } from '@/ui/paged-list';
import { type Column } from '@/ui/paged-table';
import { UrgencyMark } from '@/ui/urgency-mark';
import { listIncoming, type IncomingRow } from '../api/documents';
import { texts } from '../texts';
import { titleOf } from '../titles';
import { ListEmpty, ListFilters, useListFilter } from './list-filters';
import { SubjectCell, TwoLines } from './subject-cell';

const states = Object.keys(texts.incomingStates);

const columns: readonly Column<IncomingRow>[] = [
  { key: 'arrival', header: texts.arrivalNumber, width: '72px', align: 'end', cell: (row) => row.arrivalNumber },
  { key: 'arrivedAt', header: texts.arrivedAt, width: '104px', cell: (row) => <DateText value={row.arrivedAt} /> },
  {
    key: 'number',
    header: texts.numberAndDate,
    width: '152px',
    cell: (row) => (
      <TwoLines below={<DateText value={row.issuedOn} />}>
        <span className="tabular">{titleOf(row)}</span>
      </TwoLines>
    ),
  },
  { key: 'sender', header: texts.author, width: 'minmax(128px, 1fr)', cell: (row) => row.sender },
  {
    key: 'subject',
    header: texts.typeAndSubject,
    width: 'minmax(256px, 2fr)',
    cell: (row) => (
      <SubjectCell typeCode={row.typeCode} subject={row.subject}>
        <UrgencyMark urgency={row.urgency} />
      </SubjectCell>
    ),
  },
  { key: 'unit', header: texts.unit, width: 'minmax(120px, 1fr)', cell: (row) => row.leadUnit ?? '–' },
  { key: 'deadline', header: texts.deadline, width: '196px', cell: (row) => <DeadlineChip deadline={row.deadline} /> },
  { key: 'state', header: texts.state, width: '144px', cell: (row) => <TwoLines below={replyOf(row)}>{texts.incomingStates[row.state]}</TwoLines> },
];

function replyOf({ replyNumber, replySymbol, needsReply }: IncomingRow): string | null {
  if (replyNumber !== null && replySymbol !== null) return texts.repliedBy(titleOf({ number: replyNumber, symbol: replySymbol }));
  return needsReply ? texts.needsReply : null;
}

/** The incoming documents of the agency that one may read, the newest first. */
export function IncomingTable() {
  const list = useListFilter(states);
  const navigate = useNavigate();
  const pages = usePages(['incoming', list.filter], listIncoming(list.filter));
  return (
    <>
      <ListFilters list={list} stateLabels={texts.incomingStates} findLabel={texts.find} total={pages.total} />
      <PagedList
        pages={pages}
        label={texts.incomingTitle}
        columns={columns}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate(`/ho-so/${row.dossierId}`)}
        empty={
          <ListEmpty list={list} title={texts.incomingEmpty}>
            {texts.incomingEmptyDetail}
          </ListEmpty>
        }
      />
    </>
  );
}
