import type { RouteObject } from 'react-router';

/** The pages inside the shell, one line each. `lazy` makes every page a file of its own. Exactly one component is exported from a page file. */
export const pages: readonly RouteObject[] = [
  { index: true, lazy: async () => ({ Component: (await import('@/features/home/home-page')).HomePage }) },
  { path: 'hop-viec/:id?', lazy: async () => ({ Component: (await import('@/features/inbox/inbox-page')).InboxPage }) },
];
