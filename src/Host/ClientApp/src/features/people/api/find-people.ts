import { queryOptions, type QueryKey } from '@tanstack/react-query';
import { read } from '@/api/client';
import type { components } from '@/api/schema';

export type PersonPick = components['schemas']['PersonPick'];

/** Another list of people than those of an agency, for instance who may take over a piece of work. */
export interface PeopleSource {
  key: QueryKey;
  load: (text: string, signal: AbortSignal) => Promise<PersonPick[]>;
}

export const peopleQuery = (text: string, { agencyId, position, source }: { agencyId?: string; position?: string; source?: PeopleSource }) =>
  queryOptions({
    queryKey: source === undefined ? ['people', agencyId ?? null, position ?? null, text] : [...source.key, text],
    queryFn: ({ signal }) => (source === undefined ? read('/api/people', { query: { agencyId, text: text || undefined, position, take: 50 }, signal }) : source.load(text, signal)),
    // What was found stays while the next is looked for.
    placeholderData: (before) => before,
  });
