import { queryOptions } from '@tanstack/react-query';
import { command, read } from '@/api/client';
import type { components } from '@/api/schema';
import { useCommand } from '@/api/use-command';

type Schemas = components['schemas'];
export type Delegation = Schemas['DelegationView'];
export type NewDelegation = Schemas['NewDelegationBody'];

const key = ['delegations'];

export const ownDelegationsQuery = queryOptions({ queryKey: [...key, 'own'], queryFn: ({ signal }) => read('/api/delegations', { signal }) });

/** All of the agency: for the assistant of its leaders. */
export const agencyDelegationsQuery = queryOptions({
  queryKey: [...key, 'agency'],
  queryFn: async ({ signal }) => (await read('/api/admin/delegations', { query: { size: 100 }, signal })).items,
});

/** `fromPersonId` is given when somebody else is away. */
export function useDelegate(onDone: () => void) {
  return useCommand({
    run: ({ fromPersonId, ...body }: NewDelegation & { fromPersonId: string | null }, idempotencyKey) =>
      fromPersonId === null
        ? command('post', '/api/delegations', { body, key: idempotencyKey })
        : command('post', '/api/admin/delegations', { body: { ...body, fromPersonId }, key: idempotencyKey }),
    changes: [key, ['inbox']],
    onDone,
  });
}

export function useRevoke(onDone: () => void) {
  return useCommand({
    run: ({ id, reason }: { id: string; reason: string }, idempotencyKey) => command('post', '/api/delegations/{id}/revoke', { path: { id }, body: { reason }, key: idempotencyKey }),
    changes: [key, ['inbox']],
    onDone,
  });
}
