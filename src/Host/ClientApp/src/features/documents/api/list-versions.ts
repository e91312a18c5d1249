import { queryOptions } from '@tanstack/react-query';
import { addressOf, read } from '@/api/client';
import type { components } from '@/api/schema';

export type VersionRow = components['schemas']['VersionRow'];

/** Asked for at every look: who decides must have the newest before him. */
export const versionsQuery = (documentId: string) =>
  queryOptions({
    queryKey: ['documents', documentId, 'versions'],
    queryFn: ({ signal }) => read('/api/documents/{id}/versions', { path: { id: documentId }, signal }),
    staleTime: 0,
  });

/** Where the file lies. `isInline` is for viewers; without it the browser saves the file. */
export function contentAddress(documentId: string, versionNo: number, isInline = false): string {
  return addressOf('/api/documents/{id}/versions/{versionNo}/content', { path: { id: documentId, versionNo }, query: { inline: isInline || undefined } });
}
