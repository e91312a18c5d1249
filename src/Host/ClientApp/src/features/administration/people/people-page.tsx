import { Button, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { command } from '@/api/client';
import { textParam } from '@/lib/url-state';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { FieldsDialog } from '@/ui/fields-dialog';
import { PagedTable, type Column } from '@/ui/paged-table';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { useUrlState } from '@/ui/use-url-state';
import { organisationKey } from '../api/organisation';
import { peopleQuery, type Person } from '../api/people';
import { AdminPage } from '../components/admin-page';
import { texts } from './texts';

const shape = { tim: textParam() };
const columns: Column<Person>[] = [
  { key: 'name', header: texts.name, width: 'minmax(180px, 1fr)', cell: (row) => row.fullName },
  { key: 'positions', header: texts.positions, width: 'minmax(260px, 2fr)', cell: (row) => row.positions.join('; ') },
  { key: 'account', header: texts.account, width: 'minmax(200px, 1fr)', cell: (row) => row.userName ?? texts.noAccount },
];

/** /quan-tri/nguoi: everybody, found by name, position or address. */
export function PeoplePage() {
  const navigate = useNavigate();
  const [state, change] = useUrlState(shape);
  const [isAdding, setIsAdding] = useState(false);
  const search = useDebouncedCallback((tim: string) => change({ tim }), 250);
  const found = useInfiniteQuery({ ...peopleQuery(state.tim), placeholderData: keepPreviousData });
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  const open = (id: string) => void navigate(`/quan-tri/nguoi/${id}`);
  return (
    <AdminPage title={texts.title} isWide actions={<Button onClick={() => setIsAdding(true)}>{texts.add}</Button>}>
      <TextInput label={texts.search} type="search" defaultValue={state.tim} mb="sm" maw={480} onChange={(event) => search(event.currentTarget.value)} />
      {found.isPending && <SkeletonRows />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data !== undefined && (
        <PagedTable
          label={texts.title}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.id}
          onOpen={(row) => open(row.id)}
          onEnd={found.hasNextPage && !found.isFetchingNextPage ? () => void found.fetchNextPage() : undefined}
          total={found.data.pages[0]?.total}
          empty={<EmptyState title={texts.none}>{texts.noneDetail}</EmptyState>}
          height="calc(100dvh - var(--lt-top, 48px) - 190px)"
        />
      )}
      {isAdding && (
        <FieldsDialog
          title={texts.add}
          verb={texts.addVerb}
          fields={[
            { name: 'fullName', label: texts.name, hint: texts.nameHint, isRequired: true },
            { name: 'email', label: texts.email },
          ]}
          run={(given, key) => command('post', '/api/organisation/people', { body: { fullName: given.fullName ?? '', email: given.email || null }, key })}
          changes={[organisationKey]}
          done={(given) => texts.added(given.fullName ?? '')}
          onDone={(answer) => open(answer.id)}
          onClose={() => setIsAdding(false)}
        />
      )}
    </AdminPage>
  );
}
