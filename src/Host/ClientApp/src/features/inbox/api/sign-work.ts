import { queryOptions } from '@tanstack/react-query';
import { read } from '@/api/client';

/** Exactly what would be signed now. Never from memory: another version may have come. */
export function signingQuery(id: string) {
  return queryOptions({
    queryKey: ['work-item', id, 'signing'],
    queryFn: ({ signal }) => read('/api/work-items/{id}/signing', { path: { id }, signal }),
    staleTime: 0,
    gcTime: 0,
  });
}
