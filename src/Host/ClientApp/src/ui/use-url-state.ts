import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { readUrl, writeUrl, type UrlShape, type UrlStateOf } from '@/lib/url-state';

/** State that lives in the address, so that it can be sent to a colleague. Declare the shape outside the component. */
export function useUrlState<S extends UrlShape>(shape: S): [UrlStateOf<S>, (change: Partial<UrlStateOf<S>>, mode?: 'replace' | 'push') => void] {
  const [params, setParams] = useSearchParams();
  const state = useMemo(() => readUrl(shape, params), [shape, params]);
  const change = useCallback(
    (next: Partial<UrlStateOf<S>>, mode: 'replace' | 'push' = 'replace') =>
      // From the address as it is: what React shows lags behind it while a part of the page is loaded, and a change made meanwhile would be lost.
      setParams(writeUrl(shape, new URLSearchParams(window.location.search), next), { replace: mode === 'replace' }),
    [shape, setParams],
  );
  return [state, change];
}
