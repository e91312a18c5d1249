import { queryOptions } from '@tanstack/react-query';
import { read } from '@/api/client';

/** How many work items wait for the caller. */
export const waitingCountQuery = queryOptions({
  queryKey: ['inbox', 'count'],
  queryFn: async ({ signal }) => (await read('/api/inbox', { query: { size: 1 }, signal })).total,
});
