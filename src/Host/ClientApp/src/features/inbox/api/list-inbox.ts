import { infiniteQueryOptions, type InfiniteData } from '@tanstack/react-query';
import { read } from '@/api/client';
import { toQuery, type Filters } from '../lib/inbox-address';
import type { InboxItem } from './types';

const pageSize = 100;

/** What waits for the caller under these filters, page by page. */
export function inboxQuery(filters: Filters) {
  const query = toQuery(filters);
  return infiniteQueryOptions({
    // Not below "inbox": thousands of rows are read again page by page, which the page itself decides.
    queryKey: ['inbox-rows', query] as const,
    queryFn: ({ pageParam, signal }) => read('/api/inbox', { query: { ...query, size: pageSize, after: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    // What was read stays readable when the connection goes.
    gcTime: 8 * 3_600_000,
  });
}

export type InboxPages = InfiniteData<Awaited<ReturnType<NonNullable<ReturnType<typeof inboxQuery>['queryFn']>>>, string | null>;

/** The rows of all pages; one that came twice, because the list moved meanwhile, once. */
export function rowsOf(pages: readonly { items: readonly InboxItem[] }[]): readonly InboxItem[] {
  return [...new Map(pages.flatMap((page) => page.items).map((item) => [item.work.workItemId, item])).values()];
}
