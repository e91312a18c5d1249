import { queryOptions } from '@tanstack/react-query';
import { command, read } from '@/api/client';
import type { components } from '@/api/schema';

export type DocumentChanges = components['schemas']['DocumentChanges'];

/**
 * What changed since the reader looked last. Looking at it is what moves that on: so as long as no other version has come, what was read first stays,
 * however often it is read again while the page is open.
 */
export const changesQuery = (documentId: string) => {
  const queryKey = ['documents', documentId, 'changes'] as const;
  return queryOptions({
    queryKey,
    queryFn: async ({ client }): Promise<DocumentChanges> => {
      // Without the signal: it is answered also when the page that asked has been left.
      const answer = await read('/api/documents/{id}/changes', { path: { id: documentId } });
      const shown = client.getQueryData<DocumentChanges>(queryKey);
      return shown?.newest === answer.newest ? shown : answer;
    },
    // Asked for at every look: another version may have come a second after the last one.
    staleTime: 0,
    // Long enough to go from one tab to another, too short to come back another time.
    gcTime: 10_000,
  });
};

export function markSeen(documentId: string, versionNo: number): Promise<unknown> {
  return command('post', '/api/documents/{id}/seen', { path: { id: documentId }, body: { versionNo } });
}
