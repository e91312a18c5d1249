import { queryOptions } from '@tanstack/react-query';
import { command, read } from '@/api/client';
import type { components } from '@/api/schema';

export type DocumentChanges = components['schemas']['DocumentChanges'];

/** What changed since the reader looked last; stays as it was read while it is shown, because looking at it is what changes it. Read anew the next time: another version may have come. */
export const changesQuery = (documentId: string) =>
  queryOptions({
    queryKey: ['documents', documentId, 'changes'],
    queryFn: ({ signal }) => read('/api/documents/{id}/changes', { path: { id: documentId }, signal }),
    staleTime: Infinity,
    gcTime: 0,
  });

export function markSeen(documentId: string, versionNo: number): Promise<unknown> {
  return command('post', '/api/documents/{id}/seen', { path: { id: documentId }, body: { versionNo } });
}
