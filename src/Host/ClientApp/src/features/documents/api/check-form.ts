import { queryOptions } from '@tanstack/react-query';
import { read } from '@/api/client';
import type { components } from '@/api/schema';

export type FormFinding = components['schemas']['FormFinding'];

/** Of the newest version, and so asked for at every look like the versions. */
export const formCheckQuery = (documentId: string) =>
  queryOptions({
    queryKey: ['documents', documentId, 'form-check'],
    queryFn: ({ signal }) => read('/api/documents/{id}/form-check', { path: { id: documentId }, signal }),
    staleTime: 0,
  });
