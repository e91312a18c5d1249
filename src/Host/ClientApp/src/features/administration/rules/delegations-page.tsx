import { Button, Select, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { command, read } from '@/api/client';
import type { components } from '@/api/schema';
import { today } from '@/lib/dates';
import { optionalParam } from '@/lib/url-state';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { FieldsDialog } from '@/ui/fields-dialog';
import { FilterBar } from '@/ui/filter-bar';
import { PersonName } from '@/ui/person-name';
import { PlainTable } from '@/ui/plain-table';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { Tag } from '@/ui/tag';
import { texts as uiTexts } from '@/ui/texts';
import { useUrlState } from '@/ui/use-url-state';
import { agenciesQuery, organisationKey } from '../api/organisation';
import { findPeople } from '../api/people';
import { AdminPage } from '../components/admin-page';
import { Validity } from '../components/validity';
import { texts } from './delegation-texts';

type Delegation = components['schemas']['DelegationView'];
const shape = { 'co-quan': optionalParam(), 'tinh-trang': optionalParam() };
const key = ['delegations'];
const tones = { active: 'good', upcoming: 'warn', past: 'neutral', revoked: 'neutral' } as const;
const headers = [texts.from, texts.to, texts.scope, texts.days, texts.reason, texts.state, texts.revoke];

/** /quan-tri/uy-quyen: who stands in for whom. */
export function DelegationsPage() {
  const [state, change] = useUrlState(shape);
  const [isAdding, setIsAdding] = useState(false);
  const [revoking, setRevoking] = useState<Delegation | null>(null);
  const agencies = useQuery(agenciesQuery(null));
  const found = useInfiniteQuery({
    queryKey: [...key, state],
    queryFn: ({ pageParam, signal }) =>
      read('/api/admin/delegations', { query: { agencyId: state['co-quan'] ?? undefined, state: (state['tinh-trang'] as Delegation['state'] | null) ?? undefined, page: pageParam, size: 50 }, signal }),
    initialPageParam: 1,
    getNextPageParam: (last) => (last.number * last.size < last.total ? last.number + 1 : undefined),
  });
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <AdminPage title={texts.title} isWide actions={<Button onClick={() => setIsAdding(true)}>{texts.add}</Button>}>
      <FilterBar label={uiTexts.filters}>
        <Select label={texts.agency} placeholder={uiTexts.all} clearable clearButtonProps={{ 'aria-label': uiTexts.clearOf(texts.agency) }} searchable nothingFoundMessage={uiTexts.nothingFound} data={(agencies.data ?? []).map((agency) => ({ value: agency.id, label: agency.name }))} value={state['co-quan']} onChange={(id) => change({ 'co-quan': id })} />
        <Select label={texts.state} placeholder={uiTexts.all} clearable clearButtonProps={{ 'aria-label': uiTexts.clearOf(texts.state) }} data={Object.entries(texts.states).map(([value, label]) => ({ value, label }))} value={state['tinh-trang']} onChange={(chosen) => change({ 'tinh-trang': chosen })} />
      </FilterBar>
      {found.isPending && <SkeletonRows />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data !== undefined && rows.length === 0 && <EmptyState title={texts.none}>{texts.noneDetail}</EmptyState>}
      {rows.length > 0 && (
        <PlainTable label={texts.title} headers={headers}>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <PersonName name={row.from.fullName} position={row.from.title} />
              </td>
              <td>
                <PersonName name={row.to.fullName} position={row.to.title} />
              </td>
              <td>
                {row.positionTitle ?? texts.allPositions}; {row.kinds.length === 0 ? texts.allWork : row.kinds.map((kind) => texts.kinds[kind] ?? kind).join(', ')}
                {row.authorisation !== null && <Text size="sm">{row.authorisation}</Text>}
              </td>
              <td>
                <Validity from={row.firstDay} to={row.lastDay} />
              </td>
              <td>
                {row.reason}
                <Text size="sm" c="dimmed">
                  {row.revokedBy === null ? texts.setBy(row.setBy ?? texts.unknown) : texts.revokedBy([row.revokedBy, row.revokeReason].filter(Boolean).join(', '))}
                </Text>
              </td>
              <td>
                <Tag tone={tones[row.state]}>{texts.states[row.state]}</Tag>
              </td>
              <td>
                {row.mayRevoke && (
                  <Button variant="default" size="compact-sm" onClick={() => setRevoking(row)}>
                    {texts.revoke}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </PlainTable>
      )}
      {found.hasNextPage && (
        <Button variant="default" mt="sm" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {uiTexts.more}
        </Button>
      )}
      {isAdding && <AddDialog onClose={() => setIsAdding(false)} />}
      {revoking !== null && (
        <FieldsDialog
          title={texts.revokeTitle(revoking.from.fullName, revoking.to.fullName)}
          verb={texts.revoke}
          isDangerous
          note={texts.revokeNote}
          fields={[{ name: 'reason', label: texts.reason, kind: 'area', isRequired: true }]}
          run={(given, sent) => command('post', '/api/delegations/{id}/revoke', { path: { id: revoking.id }, body: { reason: given.reason }, key: sent })}
          changes={[key]}
          done={() => texts.revoked(revoking.from.fullName)}
          onClose={() => setRevoking(null)}
        />
      )}
    </AdminPage>
  );
}

function AddDialog({ onClose }: { onClose: () => void }) {
  const now = today();
  const person = { kind: 'search' as const, queryKey: [...organisationKey, 'find'], find: findPeople, isRequired: true };
  return (
    <FieldsDialog
      title={texts.addTitle}
      verb={texts.add}
      initial={{ firstDay: now, lastDay: now }}
      fields={[
        { name: 'from', label: texts.from, ...person },
        { name: 'to', label: texts.to, ...person },
        { name: 'firstDay', label: texts.firstDay, kind: 'day', isRequired: true },
        { name: 'lastDay', label: texts.lastDay, kind: 'day', isRequired: true },
        { name: 'reason', label: texts.reason, hint: texts.reasonHint, kind: 'area', isRequired: true },
        { name: 'authorisation', label: texts.authorisation, hint: texts.authorisationHint },
        { name: 'alongside', label: texts.alongside, hint: texts.alongsideHint, kind: 'flag' },
      ]}
      run={(given, sent) =>
        command('post', '/api/admin/delegations', {
          body: {
            fromPersonId: given.from ?? '',
            toPersonId: given.to ?? '',
            firstDay: given.firstDay ?? '',
            lastDay: given.lastDay ?? '',
            reason: given.reason ?? '',
            authorisation: given.authorisation || null,
            alongside: given.alongside === '1',
          },
          key: sent,
        })
      }
      changes={[key]}
      done={() => texts.added}
      onClose={onClose}
    />
  );
}
