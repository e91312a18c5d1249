import { queryOptions } from '@tanstack/react-query';
import { read } from '@/api/client';

/** One work item with all that is needed to decide it. Kept for the working day, so that it stays readable without a connection. */
export function workItemQuery(id: string) {
  return queryOptions({
    queryKey: ['work-item', id],
    queryFn: ({ signal }) => read('/api/work-items/{id}', { path: { id }, signal }),
    gcTime: 8 * 3_600_000,
  });
}
