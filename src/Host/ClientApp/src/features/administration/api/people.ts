import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { command, read } from '@/api/client';
import type { components } from '@/api/schema';
import type { Choice } from '@/ui/search-select';
import { organisationKey } from './organisation';

export type Person = components['schemas']['PersonView'];
export type Appointment = components['schemas']['AppointmentView'];
export type Account = components['schemas']['AccountRow'];
export type NewSecret = components['schemas']['NewSecret'];

export const peopleQuery = (text: string) =>
  infiniteQueryOptions({
    queryKey: [...organisationKey, 'people', text],
    queryFn: ({ pageParam, signal }) => read('/api/organisation/people', { query: { text: text === '' ? undefined : text, page: pageParam, size: 100 }, signal }),
    initialPageParam: 1,
    getNextPageParam: (last) => (last.number * last.size < last.total ? last.number + 1 : undefined),
  });

export const personQuery = (id: string) =>
  queryOptions({ queryKey: [...organisationKey, 'person', id], queryFn: ({ signal }) => read('/api/organisation/people/{id}', { path: { id }, signal }) });

/** Accounts are found by user name, which is of one person only. */
export const accountQuery = (personId: string, userName: string) =>
  queryOptions({
    queryKey: ['accounts', personId, userName],
    queryFn: async ({ signal }) => {
      const found = await read('/api/accounts', { query: { text: userName, size: 200 }, signal });
      return found.items.find((row) => row.personId === personId) ?? null;
    },
  });

/** People for a field: with what they do, so that two of the same name can be told apart. */
export async function findPeople(text: string, signal: AbortSignal): Promise<Choice[]> {
  const found = await read('/api/organisation/people', { query: { text, size: 30 }, signal });
  return found.items.map((person) => ({ value: person.id, label: [person.fullName, ...person.positions.slice(0, 1)].join(', ') }));
}

export type AccountStep = 'reset' | 'lock' | 'unlock' | 'grant' | 'withdraw' | 'resetFactor';

/** Only the new password comes back with something to show. */
export async function changeAccount(id: string, step: AccountStep): Promise<NewSecret | null> {
  const path = { id };
  switch (step) {
    case 'reset':
      return command('post', '/api/organisation/people/{id}/account/password', { path });
    case 'lock':
      await command('post', '/api/organisation/people/{id}/account/lock', { path });
      return null;
    case 'unlock':
      await command('post', '/api/organisation/people/{id}/account/unlock', { path });
      return null;
    case 'resetFactor':
      await command('post', '/api/organisation/people/{id}/account/second-factor/reset', { path });
      return null;
    default:
      await command('put', '/api/organisation/people/{id}/account/administrator', { path, body: { isAdministrator: step === 'grant' } });
      return null;
  }
}
