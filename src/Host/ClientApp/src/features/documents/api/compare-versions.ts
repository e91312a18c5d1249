import { queryOptions } from '@tanstack/react-query';
import { read } from '@/api/client';
import type { components } from '@/api/schema';

export type VersionComparison = components['schemas']['VersionComparison'];
export type Highlight = components['schemas']['Highlight'];
export type CompareBlock = components['schemas']['CompareBlock'];

/** Versions never change, so what was compared stays right. */
export const comparisonQuery = (documentId: string, from: number, to: number) =>
  queryOptions({
    queryKey: ['documents', documentId, 'compare', from, to],
    queryFn: ({ signal }) => read('/api/documents/{id}/compare', { path: { id: documentId }, query: { from, to }, signal }),
    staleTime: Infinity,
  });
