import { queryOptions } from '@tanstack/react-query';
import { read } from './client';

const rarely = 10 * 60_000;

/** Every agency that is at work, for pickers. */
export const agenciesQuery = queryOptions({
  queryKey: ['organisation', 'agencies'],
  queryFn: ({ signal }) => read('/api/organisation/agencies', { signal }),
  staleTime: rarely,
});

/** Units and positions of one's own agency. */
export const agencyQuery = (id: string) =>
  queryOptions({
    queryKey: ['organisation', 'agency', id],
    queryFn: ({ signal }) => read('/api/organisation/agencies/{id}', { path: { id }, signal }),
    staleTime: rarely,
  });

/** The types of documents that the decree knows, and which of them the agency uses. */
export const documentTypesQuery = queryOptions({
  queryKey: ['document-types'],
  queryFn: ({ signal }) => read('/api/document-types', { signal }),
  staleTime: rarely,
});
