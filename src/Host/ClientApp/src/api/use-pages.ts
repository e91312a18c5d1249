import { keepPreviousData, useInfiniteQuery, type QueryKey } from '@tanstack/react-query';
import { useCallback } from 'react';

interface PageOf<T> {
  items: T[];
  number: number;
  size: number;
  total: number;
}

/** A long list, read page by page; `onEnd` asks for the next one and is left out on the last. Put all filters into the key. */
export function usePages<T>(queryKey: QueryKey, load: (page: number, signal: AbortSignal) => Promise<PageOf<T>>, isOn = true) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: 1,
    getNextPageParam: (last) => (last.number * last.size < last.total ? last.number + 1 : null),
    // The rows of the filter before stay until the new ones are there.
    placeholderData: keepPreviousData,
    enabled: isOn,
  });
  const { fetchNextPage, hasNextPage, isFetching } = query;
  const onEnd = useCallback(() => {
    if (!isFetching) void fetchNextPage();
  }, [fetchNextPage, isFetching]);
  return {
    rows: query.data?.pages.flatMap((page) => page.items) ?? [],
    total: query.data?.pages.at(-1)?.total ?? 0,
    isPending: query.isPending,
    /** Null while there are rows to show. */
    error: query.isError ? query.error : null,
    refetch: () => void query.refetch(),
    onEnd: hasNextPage ? onEnd : undefined,
  };
}
