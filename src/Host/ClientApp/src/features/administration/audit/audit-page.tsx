import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read } from '@/api/client';
import type { components } from '@/api/schema';
import { formatMoment } from '@/lib/dates';
import { addDays } from '@/lib/days';
import { optionalParam, textParam } from '@/lib/url-state';
import { DateField } from '@/ui/date-field';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { FilterBar } from '@/ui/filter-bar';
import { PagedTable, type Column } from '@/ui/paged-table';
import { SearchSelect } from '@/ui/search-select';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { texts as uiTexts } from '@/ui/texts';
import { useUrlState } from '@/ui/use-url-state';
import { organisationKey } from '../api/organisation';
import { findPeople } from '../api/people';
import { AdminPage } from '../components/admin-page';
import { EntryDialog } from './entry-dialog';
import { actions, subjects, texts } from './texts';
import { VerifyDialog } from './verify-dialog';

type Entry = components['schemas']['AuditEntry'];
const shape = { ai: optionalParam(), ten: textParam(), viec: optionalParam(), loai: optionalParam(), ma: textParam(), tu: optionalParam(), den: optionalParam() };
const midnight = (day: string) => `${day}T00:00:00+07:00`;
const choices = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }));
const columns: Column<Entry>[] = [
  { key: 'seq', header: texts.seq, width: '72px', align: 'end', cell: (row) => row.seq },
  { key: 'at', header: texts.at, width: '150px', cell: (row) => <span className="tabular">{formatMoment(row.at ?? '')}</span> },
  { key: 'who', header: texts.who, width: 'minmax(220px, 1fr)', cell: (row) => [row.actorName, row.actingAs].filter(Boolean).join(', ') },
  { key: 'what', header: texts.what, width: 'minmax(180px, 1fr)', cell: (row) => actions[row.action] ?? row.action },
  { key: 'on', header: texts.on, width: 'minmax(220px, 1fr)', cell: (row) => `${subjects[row.subjectKind] ?? row.subjectKind} ${row.subjectId.slice(0, 13)}` },
];

/** /quan-tri/nhat-ky: who did what to what and when. */
export function AuditPage() {
  const [state, change] = useUrlState(shape);
  const [opened, setOpened] = useState<Entry | null>(null);
  const [isVerifying, setIsVerifying] = useState(false);
  const setSubject = useDebouncedCallback((ma: string) => change({ ma: ma.trim() }), 300);
  const found = useInfiniteQuery({
    queryKey: ['audit', state],
    queryFn: ({ pageParam, signal }) =>
      read('/api/audit', {
        query: {
          actorId: state.ai ?? undefined,
          action: state.viec ?? undefined,
          subjectKind: state.loai ?? undefined,
          subjectId: state.ma === '' ? undefined : state.ma,
          from: state.tu === null ? undefined : midnight(state.tu),
          to: state.den === null ? undefined : midnight(addDays(state.den, 1)),
          page: pageParam,
          size: 100,
        },
        signal,
      }),
    initialPageParam: 1,
    getNextPageParam: (last) => (last.number * last.size < last.total ? last.number + 1 : undefined),
    placeholderData: keepPreviousData,
  });
  const total = found.data?.pages[0]?.total ?? 0;
  const clear = (label: string) => ({ 'aria-label': uiTexts.clearOf(label) });
  return (
    <AdminPage title={texts.title} isWide actions={<Button onClick={() => setIsVerifying(true)}>{texts.verify}</Button>}>
      <FilterBar label={uiTexts.filters}>
        <SearchSelect label={texts.person} placeholder={uiTexts.all} clearable queryKey={[...organisationKey, 'find']} find={findPeople} known={state.ai === null ? null : { value: state.ai, label: state.ten }} value={state.ai} onChange={(ai, ten) => change({ ai, ten })} />
        <Select label={texts.action} searchable placeholder={uiTexts.all} clearable clearButtonProps={clear(texts.action)} nothingFoundMessage={uiTexts.nothingFound} data={choices(actions)} value={state.viec} onChange={(viec) => change({ viec })} />
        <Select label={texts.subject} searchable placeholder={uiTexts.all} clearable clearButtonProps={clear(texts.subject)} nothingFoundMessage={uiTexts.nothingFound} data={choices(subjects)} value={state.loai} onChange={(loai) => change({ loai })} />
        <TextInput label={texts.subjectId} defaultValue={state.ma} onChange={(event) => setSubject(event.currentTarget.value)} />
        <DateField label={texts.from} value={state.tu ?? ''} onChange={(tu) => change({ tu: tu || null })} />
        <DateField label={texts.to} value={state.den ?? ''} onChange={(den) => change({ den: den || null })} />
      </FilterBar>
      {found.isPending && <SkeletonRows />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data !== undefined && (
        <PagedTable
          label={texts.title}
          columns={columns}
          rows={found.data.pages.flatMap((page) => page.items)}
          rowKey={(row) => String(row.seq)}
          onOpen={setOpened}
          onEnd={found.hasNextPage && !found.isFetchingNextPage ? () => void found.fetchNextPage() : undefined}
          total={total}
          empty={<EmptyState title={texts.none}>{texts.noneDetail}</EmptyState>}
          height="max(320px, calc(100dvh - var(--lt-top, 48px) - 280px))"
        />
      )}
      {opened !== null && <EntryDialog entry={opened} onClose={() => setOpened(null)} />}
      {isVerifying && <VerifyDialog total={total} onClose={() => setIsVerifying(false)} />}
    </AdminPage>
  );
}
