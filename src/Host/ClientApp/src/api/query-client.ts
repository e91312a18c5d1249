import { QueryClient } from '@tanstack/react-query';
import { ConnectionError } from './errors';

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // A refusal is an answer; only what was not answered is asked again.
        retry: (count, error) => error instanceof ConnectionError && count < 2,
        staleTime: 15_000,
        // Otherwise a page waits silently while the browser believes to be offline.
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
