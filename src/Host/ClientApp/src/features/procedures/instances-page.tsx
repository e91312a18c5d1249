import { Select } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { optionalParam } from '@/lib/url-state';
import { DateText } from '@/ui/date-text';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { FilterBar } from '@/ui/filter-bar';
import { PagedTable, type Column } from '@/ui/paged-table';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { texts as uiTexts } from '@/ui/texts';
import { useUrlState } from '@/ui/use-url-state';
import { definitionsQuery, instancesQuery, type Instance } from './api/procedures';
import { InstanceState } from './components/instance-state';
import { ProceduresFrame } from './components/procedures-frame';
import { texts } from './texts';

const shape = { 'quy-trinh': optionalParam(), 'tinh-trang': optionalParam() };
const columnsOf = (nameOf: (definitionId: string) => string): Column<Instance>[] => [
  { key: 'name', header: texts.name, width: 'minmax(240px, 2fr)', cell: (row) => row.name ?? texts.unnamed },
  { key: 'definition', header: texts.procedure, width: 'minmax(180px, 1fr)', cell: (row) => `${nameOf(row.definitionId)}, ${texts.openVersion(row.definitionVersion).toLowerCase()}` },
  { key: 'state', header: texts.state, width: '160px', cell: (row) => <InstanceState row={row} /> },
  { key: 'incidents', header: texts.incidentCount, width: '80px', align: 'end', cell: (row) => row.incidents },
  { key: 'created', header: texts.created, width: '150px', cell: (row) => <DateText value={row.createdAt} withTime /> },
  { key: 'updated', header: texts.updated, width: '150px', cell: (row) => <DateText value={row.updatedAt} withTime /> },
];

/** /quy-trinh/luot-chay: running and ended instances, the last changed first. */
export function InstancesPage() {
  const navigate = useNavigate();
  const [state, change] = useUrlState(shape);
  const definitions = useQuery(definitionsQuery);
  const found = useInfiniteQuery({ ...instancesQuery(state['tinh-trang'], state['quy-trinh']), placeholderData: keepPreviousData });
  const columns = columnsOf((id) => definitions.data?.find((row) => row.definitionId === id)?.name ?? id);
  const clear = (label: string) => ({ 'aria-label': uiTexts.clearOf(label) });
  return (
    <ProceduresFrame title={texts.instances} studio="instances" isWide>
      <FilterBar label={uiTexts.filters}>
        <Select label={texts.procedure} placeholder={uiTexts.all} clearable clearButtonProps={clear(texts.procedure)} data={(definitions.data ?? []).map((row) => ({ value: row.definitionId, label: row.name ?? row.definitionId }))} value={state['quy-trinh']} onChange={(chosen) => change({ 'quy-trinh': chosen })} />
        <Select label={texts.state} placeholder={uiTexts.all} clearable clearButtonProps={clear(texts.state)} data={['Running', 'Suspended', 'Faulted', 'Finished', 'Cancelled'].map((value) => ({ value, label: texts.states[value] ?? value }))} value={state['tinh-trang']} onChange={(chosen) => change({ 'tinh-trang': chosen })} />
      </FilterBar>
      {found.isPending && <SkeletonRows />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data !== undefined && (
        <PagedTable
          label={texts.instances}
          columns={columns}
          rows={found.data.pages.flatMap((page) => page.items)}
          rowKey={(row) => row.id}
          onOpen={(row) => void navigate(`/quy-trinh/luot-chay/${row.id}`)}
          onEnd={found.hasNextPage && !found.isFetchingNextPage ? () => void found.fetchNextPage() : undefined}
          empty={<EmptyState title={texts.noInstances}>{texts.noInstancesDetail}</EmptyState>}
          height="max(320px, calc(100dvh - var(--lt-top, 48px) - 240px))"
        />
      )}
    </ProceduresFrame>
  );
}
