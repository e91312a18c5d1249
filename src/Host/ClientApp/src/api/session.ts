import { queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { command, keepAntiforgeryToken, read, type Answer } from './client';
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

export type Session = Answer<'/api/session', 'get'>;

function useSession(): (session: Session) => Session {
  const queries = useQueryClient();
  return (session) => {
    keepAntiforgeryToken(session.antiforgeryToken);
    queries.setQueryData(sessionQuery.queryKey, session);
    return session;
  };
}

/** The first step. `secondFactorNeeded` in the answer: the code is asked next. */
export function useSignIn(): (userName: string, password: string) => Promise<Session> {
  const keep = useSession();
  return async (userName, password) => keep(await command('post', '/api/session', { body: { userName, password } }));
}

/** The second step, with the code of the authenticator or a recovery code. */
export function useSecondStep(): (code: string) => Promise<Session> {
  const keep = useSession();
  return async (code) => keep(await command('post', '/api/session/second-factor', { body: { code } }));
}

/** Asks the second factor again, which then holds for some minutes. */
export function confirmSession(code: string): Promise<Answer<'/api/session/confirm', 'post'>> {
  return command('post', '/api/session/confirm', { body: { code } });
}

/** Ends this session. The page is loaded anew, so that nothing read before stays in memory. */
export async function signOut(): Promise<void> {
  await command('delete', '/api/session', {});
  window.location.assign('/dang-nhap');
}
