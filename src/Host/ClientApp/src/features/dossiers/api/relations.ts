import { queryOptions } from '@tanstack/react-query';
import { command, read } from '@/api/client';
import type { components } from '@/api/schema';
import { useCommand } from '@/api/use-command';

export type RelationRow = components['schemas']['RelationRow'];
export type DocumentHit = components['schemas']['DocumentHit'];
export type RelationKind = RelationRow['kind'];

export function relationsQuery(id: string) {
  return queryOptions({ queryKey: ['dossier', id, 'relations'], queryFn: ({ signal }) => read('/api/dossiers/{id}/relations', { path: { id }, signal }) });
}

/** Documents that the caller may see, with or without marks. */
export function foundDocumentsQuery(text: string) {
  return queryOptions({
    queryKey: ['documents', 'search', text],
    queryFn: ({ signal }) => read('/api/documents/search', { query: { text, size: 20 }, signal }),
    enabled: text.length >= 2,
  });
}

export function useAddRelation(dossierId: string, onDone: () => void) {
  return useCommand({
    run: ({ documentId, kind }: { documentId: string; kind: RelationKind }, key) =>
      command('post', '/api/dossiers/{id}/relations', { path: { id: dossierId }, body: { documentId, kind }, key }),
    changes: [['dossier', dossierId]],
    onDone,
  });
}

export function useRemoveRelation(dossierId: string, onDone: () => void) {
  return useCommand({
    run: ({ fromId, toId, kind }: Pick<RelationRow, 'fromId' | 'toId' | 'kind'>, key) =>
      command('delete', '/api/dossiers/{id}/relations', { path: { id: dossierId }, query: { fromId, toId, kind }, key }),
    changes: [['dossier', dossierId]],
    onDone,
  });
}
