import type { QueryClient } from '@tanstack/react-query';
import { createBrowserRouter, redirect, type LoaderFunctionArgs } from 'react-router';
import { sessionQuery } from '@/api/session';
import { SignInPage } from '@/features/session/sign-in-page';
import { NotFoundPage } from './not-found-page';
import { RouteError } from './route-error';
import { pages } from './routes';
import { Shell } from './shell';
import { Starting } from './starting';

export function createRouter(queries: QueryClient) {
  // Who is not signed in, or must change a one-time password first, comes back here afterwards.
  const mustBeSignedIn = async ({ request }: LoaderFunctionArgs) => {
    const { user } = await queries.query({ ...sessionQuery, staleTime: 'static' });
    if (user !== null && !user.mustChangePassword) return null;
    const { pathname, search } = new URL(request.url);
    const wanted = pathname + search;
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router takes a thrown redirect as the answer
    throw redirect(wanted === '/' ? '/dang-nhap' : `/dang-nhap?tiep=${encodeURIComponent(wanted)}`);
  };
  return createBrowserRouter([
    { path: '/dang-nhap', Component: SignInPage, ErrorBoundary: RouteError, HydrateFallback: Starting, loader: () => queries.query({ ...sessionQuery, staleTime: 'static' }) },
    {
      path: '/',
      Component: Shell,
      ErrorBoundary: RouteError,
      HydrateFallback: Starting,
      loader: mustBeSignedIn,
      shouldRevalidate: () => false,
      children: [{ ErrorBoundary: RouteError, children: [...pages, { path: '*', Component: NotFoundPage }] }],
    },
  ]);
}
