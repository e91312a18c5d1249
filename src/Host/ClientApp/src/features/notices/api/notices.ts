import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { command, read } from '@/api/client';
import type { components } from '@/api/schema';
import { useCommand } from '@/api/use-command';

export type Notice = components['schemas']['NotificationRow'];

const key = ['notifications'];

/** How many the caller has not read. */
export const unreadQuery = queryOptions({
  queryKey: [...key, 'unread'],
  queryFn: async ({ signal }) => (await read('/api/notifications/unread', { signal })).unread,
});

/** Unread ones first, then the newest. */
export function noticesQuery(size: number) {
  return infiniteQueryOptions({
    queryKey: [...key, 'list', size],
    queryFn: async ({ signal, pageParam }) => (await read('/api/notifications', { query: { page: pageParam, size: size }, signal })).notifications,
    initialPageParam: 1,
    getNextPageParam: (last, pages) => (pages.length * size < last.total ? pages.length + 1 : undefined),
  });
}

export function useMarkRead() {
  return useCommand({ run: (id: string, idempotencyKey) => command('post', '/api/notifications/{id}/read', { path: { id }, key: idempotencyKey }), changes: [key] });
}

export function useMarkAllRead(onDone: (marked: number) => void) {
  return useCommand({
    run: (_: undefined, idempotencyKey) => command('post', '/api/notifications/read-all', { key: idempotencyKey }),
    changes: [key],
    onDone: ({ marked }) => onDone(marked),
  });
}
