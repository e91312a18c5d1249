import { queryOptions } from '@tanstack/react-query';
import { read } from '@/api/client';
import type { components } from '@/api/schema';

export type Work = components['schemas']['InboxItem'];

/** The work of one kind that waits for the caller, the most urgent first. */
export const workQuery = (kind: 'issue-number' | 'submit') =>
  queryOptions({
    queryKey: ['inbox', 'kind', kind],
    queryFn: ({ signal }) => read('/api/inbox', { query: { kind: [kind], size: 200 }, signal }),
  });
