import { ApiError, ConnectionError } from './errors';

/** The last attempt of one button. */
export interface Intent {
  key: string;
  variables: unknown;
  error: unknown;
}

/** The key to send: the last one when the same thing is sent again because nobody knows whether it was done; else a new one. */
export function keyFor(last: Intent | null, variables: unknown, create: () => string): string {
  const isOpen = last !== null && (last.error instanceof ConnectionError || (last.error instanceof ApiError && last.error.status >= 500));
  return isOpen && JSON.stringify(last.variables) === JSON.stringify(variables) ? last.key : create();
}
