import { queryOptions } from '@tanstack/react-query';
import { read } from '@/api/client';

export function timelineQuery(dossierId: string) {
  return queryOptions({
    queryKey: ['dossier', dossierId, 'timeline'],
    queryFn: ({ signal }) => read('/api/dossiers/{id}/timeline', { path: { id: dossierId }, signal }),
  });
}

/** Who acted, who is asked now, and who comes after. */
export function routeQuery(dossierId: string) {
  return queryOptions({
    queryKey: ['dossier', dossierId, 'route'],
    queryFn: ({ signal }) => read('/api/dossiers/{id}/route', { path: { id: dossierId }, signal }),
  });
}

export function dossierQuery(dossierId: string) {
  return queryOptions({
    queryKey: ['dossier', dossierId, 'detail'],
    queryFn: ({ signal }) => read('/api/dossiers/{id}', { path: { id: dossierId }, signal }),
  });
}

export function relationsQuery(dossierId: string) {
  return queryOptions({
    queryKey: ['dossier', dossierId, 'relations'],
    queryFn: ({ signal }) => read('/api/dossiers/{id}/relations', { path: { id: dossierId }, signal }),
  });
}
