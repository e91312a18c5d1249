import { infiniteQueryOptions } from '@tanstack/react-query';
import { read } from '@/api/client';

const shared = { initialPageParam: null as string | null, getNextPageParam: (page: { next: string | null }) => page.next };

/** What the caller decided, newest first. */
export const doneQuery = infiniteQueryOptions({
  queryKey: ['inbox', 'done'],
  queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) => read('/api/inbox/done', { query: { size: 50, after: pageParam ?? undefined }, signal }),
  ...shared,
});

/** Dossiers in which the caller acted and that are not finished. */
export const sentQuery = infiniteQueryOptions({
  queryKey: ['inbox', 'sent'],
  queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) => read('/api/inbox/sent', { query: { size: 50, after: pageParam ?? undefined }, signal }),
  ...shared,
});
