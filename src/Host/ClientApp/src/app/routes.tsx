import type { RouteObject } from 'react-router';

/** The pages inside the shell, one line each. `lazy` makes every page a file of its own. Exactly one component is exported from a page file. */
export const pages: readonly RouteObject[] = [
  { index: true, lazy: async () => ({ Component: (await import('@/features/home/home-page')).HomePage }) },
  { path: 'van-ban-den', lazy: async () => ({ Component: (await import('@/features/registers/incoming-page')).IncomingPage }) },
  { path: 'van-ban-di', lazy: async () => ({ Component: (await import('@/features/registers/outgoing-page')).OutgoingPage }) },
  { path: 'so-van-ban', lazy: async () => ({ Component: (await import('@/features/registers/registers-page')).RegistersPage }) },
  { path: 'so-van-ban/:id/in', lazy: async () => ({ Component: (await import('@/features/registers/book-page')).BookPage }) },
  { path: 'tim-kiem', lazy: async () => ({ Component: (await import('@/features/search/search-page')).SearchPage }) },
  { path: 'nhiem-vu', lazy: async () => ({ Component: (await import('@/features/assignments/assignments-page')).AssignmentsPage }) },
  { path: 'bao-cao', lazy: async () => ({ Component: (await import('@/features/statistics/statistics-page')).StatisticsPage }) },
];
