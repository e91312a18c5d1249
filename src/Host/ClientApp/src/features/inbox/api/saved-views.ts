import { queryOptions } from '@tanstack/react-query';
import { command, read } from '@/api/client';
import type { SavedView } from './types';

/** The caller's views of the inbox and those shared with the positions held. */
export const viewsQuery = queryOptions({
  queryKey: ['views', 'inbox'],
  queryFn: ({ signal }) => read('/api/views', { query: { page: 'inbox' }, signal }),
  staleTime: 60_000,
});

export interface ViewContent {
  name: string;
  state: string;
  shared: { agencyId: string; positionCode: string } | null;
  order: number;
  pinned: boolean;
}

export function createView(content: ViewContent, key: string) {
  return command('post', '/api/views', { body: { ...content, page: 'inbox' }, key });
}

export function changeView(view: SavedView, content: Partial<ViewContent>, key: string) {
  const { name, state, order, pinned } = view;
  const shared = view.shared === null ? null : { agencyId: view.shared.agencyId, positionCode: view.shared.positionCode };
  return command('put', '/api/views/{id}', { path: { id: view.id }, key, ifMatch: `"${view.rowVersion}"`, body: { name, state, order, pinned, shared, ...content } });
}

export function deleteView(view: SavedView, key: string) {
  return command('delete', '/api/views/{id}', { path: { id: view.id }, key });
}
