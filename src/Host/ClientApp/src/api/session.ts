import { queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { command, keepAntiforgeryToken, read } from './client';
import type { components } from './schema';

export type User = components['schemas']['UserView'];
export type PositionKind = components['schemas']['PositionKind'];

/** Who is signed in; user is null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => {
    const session = await read('/api/session', { signal });
    keepAntiforgeryToken(session.antiforgeryToken);
    return session;
  },
  staleTime: Infinity,
});

/** The person signed in. Only below the shell, which shows nothing to anybody else. */
export function useUser(): User {
  const { user } = useSuspenseQuery(sessionQuery).data;
  if (user === null) throw new Error('This component needs a signed-in person; show it inside the shell.');
  return user;
}

/** Whether one of the person's positions is of these kinds. */
export function holds(user: User, ...kinds: PositionKind[]): boolean {
  return user.positions.some((position) => kinds.includes(position.kind));
}

export function useSignIn(): (userName: string, password: string) => Promise<void> {
  const queries = useQueryClient();
  return async (userName, password) => {
    const session = await command('post', '/api/session', { body: { userName, password } });
    keepAntiforgeryToken(session.antiforgeryToken);
    queries.setQueryData(sessionQuery.queryKey, session);
  };
}

/** Ends all sessions of the account. The page is loaded anew, so that nothing read before stays in memory. */
export async function signOut(): Promise<void> {
  await command('delete', '/api/session', {});
  window.location.assign('/dang-nhap');
}
