import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { readUrl, writeUrl, type UrlShape, type UrlStateOf } from '@/lib/url-state';

/** State that lives in the address, so that it can be sent to a colleague. Declare the shape outside the component. */
export function useUrlState<S extends UrlShape>(shape: S): [UrlStateOf<S>, (change: Partial<UrlStateOf<S>>, mode?: 'replace' | 'push') => void] {
  const [params, setParams] = useSearchParams();
  const state = useMemo(() => readUrl(shape, params), [shape, params]);
  const change = useCallback(
    (next: Partial<UrlStateOf<S>>, mode: 'replace' | 'push' = 'replace') => setParams((before) => writeUrl(shape, before, next), { replace: mode === 'replace' }),
    [shape, setParams],
  );
  return [state, change];
}
