import { useNavigate } from 'react-router';
import { usePages } from '@/api/use-pages';
import { DateText } from '@/ui/date-text';
import { PagedList } from '@/ui/paged-list';
import { type Column } from '@/ui/paged-table';
import { UrgencyMark } from '@/ui/urgency-mark';
import { listOutgoing, type OutgoingRow } from '../api/documents';
import { texts } from '../texts';
import { titleOf } from '../titles';
import { ListEmpty, ListFilters, useListFilter } from './list-filters';
import { SubjectCell } from './subject-cell';

const states = Object.keys(texts.outgoingStates);

const columns: readonly Column<OutgoingRow>[] = [
  { key: 'number', header: texts.numberAndSymbol, width: '152px', cell: (row) => <span className="tabular">{row.number === null ? texts.withoutNumber : titleOf(row)}</span> },
  { key: 'date', header: texts.date, width: '104px', cell: (row) => <DateText value={row.issuedOn} /> },
  {
    key: 'subject',
    header: texts.typeAndSubject,
    width: 'minmax(280px, 2fr)',
    cell: (row) => (
      <SubjectCell typeCode={row.typeCode} subject={row.subject}>
        <UrgencyMark urgency={row.urgency} />
      </SubjectCell>
    ),
  },
  { key: 'signer', header: texts.signer, width: 'minmax(136px, 1fr)', cell: (row) => row.signer ?? '–' },
  { key: 'places', header: texts.places, width: 'minmax(136px, 1fr)', cell: (row) => row.toPlaces ?? '–' },
  { key: 'unit', header: texts.drafter, width: 'minmax(128px, 1fr)', cell: (row) => row.draftingUnit ?? '–' },
  { key: 'state', header: texts.state, width: '176px', cell: (row) => texts.outgoingStates[row.state] },
];

/** The outgoing documents of the agency that one may read, the newest first. */
export function OutgoingTable() {
  const list = useListFilter(states);
  const navigate = useNavigate();
  const pages = usePages(['outgoing', list.filter], listOutgoing(list.filter));
  return (
    <>
      <ListFilters list={list} stateLabels={texts.outgoingStates} findLabel={texts.findOutgoing} total={pages.total} />
      <PagedList
        pages={pages}
        label={texts.outgoingTitle}
        columns={columns}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate(`/ho-so/${row.dossierId}`)}
        empty={
          <ListEmpty list={list} title={texts.outgoingEmpty}>
            {texts.outgoingEmptyDetail}
          </ListEmpty>
        }
      />
    </>
  );
}
