import { queryOptions } from '@tanstack/react-query';
import { command, read } from '@/api/client';
import type { components } from '@/api/schema';

export type Agency = components['schemas']['AgencyView'];
export type AgencyDetail = components['schemas']['AgencyDetail'];
export type Unit = components['schemas']['UnitView'];
export type Position = AgencyDetail['positions'][number];
export type Noun = 'agencies' | 'units' | 'positions';

export const organisationKey = ['organisation'] as const;

export const agenciesQuery = (on: string | null) =>
  queryOptions({ queryKey: [...organisationKey, 'agencies', on], queryFn: ({ signal }) => read('/api/organisation/agencies', { query: { on: on ?? undefined }, signal }) });

export const agencyQuery = (id: string, on: string | null) =>
  queryOptions({ queryKey: [...organisationKey, 'agency', id, on], queryFn: ({ signal }) => read('/api/organisation/agencies/{id}', { path: { id }, query: { on: on ?? undefined }, signal }) });

export function close(noun: Noun, id: string, lastDay: string, reason: string, key: string) {
  const options = { path: { id }, body: { lastDay, reason }, key };
  if (noun === 'agencies') return command('post', '/api/organisation/agencies/{id}/close', options);
  return noun === 'units' ? command('post', '/api/organisation/units/{id}/close', options) : command('post', '/api/organisation/positions/{id}/close', options);
}

export const versionOf = (row: { rowVersion: number }) => `"${row.rowVersion}"`;
