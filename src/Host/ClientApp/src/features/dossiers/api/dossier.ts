import { queryOptions } from '@tanstack/react-query';
import { read } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];
export type DossierDetail = Schemas['DossierDetail'];
export type DossierRoute = Schemas['DossierRoute'];
export type Wait = Schemas['Wait'];
export type VersionRow = Schemas['VersionRow'];
export type CommentRow = Schemas['CommentRow'];
export type DispatchRow = Schemas['DispatchRow'];

export function dossierQuery(id: string) {
  return queryOptions({ queryKey: ['dossier', id, 'detail'], queryFn: ({ signal }) => read('/api/dossiers/{id}', { path: { id }, signal }) });
}

export function timelineQuery(id: string) {
  return queryOptions({ queryKey: ['dossier', id, 'timeline'], queryFn: ({ signal }) => read('/api/dossiers/{id}/timeline', { path: { id }, signal }) });
}

/** Who acted, who is asked now, and who comes after. */
export function routeQuery(id: string) {
  return queryOptions({ queryKey: ['dossier', id, 'route'], queryFn: ({ signal }) => read('/api/dossiers/{id}/route', { path: { id }, signal }) });
}

/** Why it does not go on by itself. */
export function waitingQuery(id: string) {
  return queryOptions({ queryKey: ['dossier', id, 'waiting'], queryFn: ({ signal }) => read('/api/dossiers/{id}/waiting', { path: { id }, signal }) });
}

export function commentsQuery(id: string) {
  return queryOptions({ queryKey: ['dossier', id, 'comments'], queryFn: ({ signal }) => read('/api/dossiers/{id}/comments', { path: { id }, signal }) });
}
