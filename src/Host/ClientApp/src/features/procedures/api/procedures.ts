import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { read } from '@/api/client';
import type { components } from '@/api/schema';

export type Definition = components['schemas']['DefinitionListRow'];
export type Instance = components['schemas']['InstanceListRow'];
export type InstanceDetail = components['schemas']['InstanceDetail'];
export type Incident = components['schemas']['IncidentView'];
export type Orphan = components['schemas']['OrphanedWork'];
export type PersonPick = components['schemas']['PersonPick'];

export const definitionsQuery = queryOptions({ queryKey: ['definitions'], queryFn: ({ signal }) => read('/api/definitions', { signal }) });

export const definitionQuery = (definitionId: string, version: number) =>
  queryOptions({
    queryKey: ['definitions', definitionId, version],
    queryFn: async ({ signal }): Promise<unknown> => read('/api/definitions/{definitionId}/versions/{version}', { path: { definitionId, version }, signal }),
    // A version never changes.
    staleTime: Infinity,
  });

export const activitiesQuery = queryOptions({ queryKey: ['activities'], queryFn: ({ signal }) => read('/api/activities', { signal }), staleTime: Infinity });

export const instancesQuery = (status: string | null, definitionId: string | null) =>
  infiniteQueryOptions({
    queryKey: ['instances', status, definitionId],
    queryFn: ({ pageParam, signal }) => read('/api/instances', { query: { status: status ?? undefined, definitionId: definitionId ?? undefined, after: pageParam ?? undefined, size: 100 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });

export const instanceQuery = (id: string) => queryOptions({ queryKey: ['instances', 'one', id], queryFn: ({ signal }) => read('/api/instances/{id}', { path: { id }, signal }) });

export const incidentsQuery = infiniteQueryOptions({
  queryKey: ['incidents'],
  queryFn: ({ pageParam, signal }) => read('/api/incidents', { query: { page: pageParam, size: 50 }, signal }),
  initialPageParam: 1,
  getNextPageParam: (last) => (last.number * last.size < last.total ? last.number + 1 : undefined),
});

export const orphansQuery = queryOptions({ queryKey: ['incidents', 'orphaned'], queryFn: ({ signal }) => read('/api/incidents/orphaned-work', { signal }) });

export const pickOf = (person: PersonPick) => ({ value: person.id, label: [person.fullName, person.positions.find((position) => position.primary)?.actingAs ?? person.positions[0]?.actingAs].filter(Boolean).join(', ') });
