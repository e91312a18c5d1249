import { queryOptions } from '@tanstack/react-query';
import { read } from '@/api/client';
import type { PhraseKind } from './types';

/** Phrases to offer: one's own last ones first, then the agency's. */
export function phrasesQuery(kind: PhraseKind) {
  return queryOptions({
    queryKey: ['phrases', kind],
    queryFn: async ({ signal }) => {
      const { own, shared } = await read('/api/phrases', { query: { kind }, signal });
      return [...new Set([...own, ...shared.map((phrase) => phrase.text)])].slice(0, 12);
    },
    staleTime: 5 * 60_000,
  });
}
