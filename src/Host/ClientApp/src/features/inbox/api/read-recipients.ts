import { queryOptions } from '@tanstack/react-query';
import { read } from '@/api/client';

/** The agencies that the procedure names for its sending step. */
export function namedRecipientsQuery(id: string) {
  return queryOptions({
    queryKey: ['work-item', id, 'recipients'],
    queryFn: ({ signal }) => read('/api/work-items/{id}/recipients', { path: { id }, signal }),
  });
}
