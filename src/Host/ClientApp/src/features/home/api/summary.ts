import { queryOptions } from '@tanstack/react-query';
import { read } from '@/api/client';
import type { components } from '@/api/schema';

export type InboxItem = components['schemas']['InboxItem'];
export type FollowedRow = components['schemas']['FollowedRow'];

const shown = 5;

/** How much waits for the caller, and how urgent it is. */
export const summaryQuery = queryOptions({
  queryKey: ['inbox', 'summary'],
  queryFn: ({ signal }) => read('/api/inbox/summary', { signal }),
});

/** The first rows of the inbox, the most urgent first. */
export const firstWaitingQuery = queryOptions({
  queryKey: ['inbox', 'first', 'waiting'],
  queryFn: ({ signal }) => read('/api/inbox', { query: { size: shown }, signal }),
});

/** What came back to the caller. */
export const firstReturnedQuery = queryOptions({
  queryKey: ['inbox', 'first', 'returned'],
  queryFn: ({ signal }) => read('/api/inbox', { query: { size: shown, returned: true }, signal }),
});

export const firstFollowedQuery = queryOptions({
  queryKey: ['inbox', 'first', 'sent'],
  queryFn: ({ signal }) => read('/api/inbox/sent', { query: { size: shown }, signal }),
});

/** What waits at the registry: documents from other agencies, numbers to give, documents to send. */
export const registryQuery = queryOptions({
  queryKey: ['inbox', 'registry'],
  queryFn: async ({ signal }) => {
    const [arrived, number, send] = await Promise.all([
      read('/api/dispatches/incoming', { query: { statusCode: '01', size: 1 }, signal }),
      read('/api/inbox', { query: { size: 1, kind: ['issue-number'] }, signal }),
      read('/api/inbox', { query: { size: 1, kind: ['submit'] }, signal }),
    ]);
    return { arrived: arrived.total, number: number.total, send: send.total };
  },
});
