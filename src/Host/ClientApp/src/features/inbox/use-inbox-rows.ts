import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useLive } from '@/api/live';
import { answeredCount } from './api/decision-queue';
import { inboxQuery, rowsOf, type InboxPages } from './api/list-inbox';
import type { Filters } from './lib/inbox-address';

// More pages than these are not read again on their own: for thousands of rows that would be dozens of requests.
const freshPages = 3;

/** The rows under these filters: grows at its end, loses what was decided, and is read again when something changed. */
export function useInboxRows(filters: Filters, isOn: boolean) {
  const queries = useQueryClient();
  const options = useMemo(() => inboxQuery(filters), [filters]);
  const list = useInfiniteQuery({
    ...options,
    enabled: isOn,
    refetchOnWindowFocus: ({ state }) => (state.data?.pages.length ?? 0) <= freshPages,
    placeholderData: (before) => before,
  });
  const { data, fetchNextPage, hasNextPage, isFetchingNextPage, isFetchNextPageError } = list;
  const [isOutdated, setIsOutdated] = useState(false);
  const items = useMemo(() => rowsOf(data?.pages ?? []), [data]);

  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchNextPageError, isFetchingNextPage]);

  /** Reads again, or says that the long list has changed. */
  const refresh = useCallback(() => {
    const pages = queries.getQueryData<InboxPages>(options.queryKey)?.pages.length ?? 0;
    if (pages <= freshPages) void queries.invalidateQueries({ queryKey: options.queryKey });
    else setIsOutdated(true);
    void queries.invalidateQueries({ queryKey: ['inbox'] });
    // Under other filters it is read when it is shown.
    void queries.invalidateQueries({ queryKey: ['inbox-rows'], refetchType: 'none' });
  }, [options, queries]);

  /** Takes out what the server said is decided, before the list is read again. */
  const remove = useCallback(
    (gone: ReadonlySet<string>) => {
      queries.setQueryData<InboxPages>(options.queryKey, (before) =>
        before === undefined
          ? before
          : {
              ...before,
              pages: before.pages.map((page) => ({
                ...page,
                items: page.items.filter((item) => !gone.has(item.work.workItemId)),
                total: Math.max(0, page.total - gone.size),
                waiting: Math.max(0, page.waiting - gone.size),
              })),
            },
      );
      refresh();
    },
    [options, queries, refresh],
  );

  /** From the beginning, whatever was read before. */
  const reload = useCallback(() => {
    setIsOutdated(false);
    void queries.resetQueries({ queryKey: options.queryKey });
  }, [options, queries]);

  useLive('inbox', refresh);
  useLive('reload', refresh);
  useEffect(() => answeredCount.subscribe(refresh), [refresh]);

  return { list, items, first: data?.pages[0], more, remove, refresh, reload, isOutdated };
}

export type InboxRows = ReturnType<typeof useInboxRows>;
