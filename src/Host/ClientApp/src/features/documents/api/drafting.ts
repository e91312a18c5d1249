import { queryOptions } from '@tanstack/react-query';
import { command, commandFile, read } from '@/api/client';
import type { components } from '@/api/schema';

export type DraftContent = Required<components['schemas']['DraftContent']>;
export type WorkItemDetail = components['schemas']['WorkItemDetail'];
export type DraftProposal = components['schemas']['DraftProposal'];

/** The deputy who usually signs; what the server takes when nothing is said. */
const usualSigner = 'pho-giam-doc';

export function whole(content: components['schemas']['DraftContent']): DraftContent {
  return { addressees: [], recipients: [], signerPosition: usualSigner, urgency: 'normal', ...content };
}

export const workItemQuery = (workItemId: string) =>
  queryOptions({
    queryKey: ['work-items', workItemId],
    queryFn: ({ signal }) => read('/api/work-items/{id}', { path: { id: workItemId }, signal }),
  });

/** What was saved while writing; null when nothing was. Never taken from memory: another window may have gone on writing. */
export const workingCopyQuery = (workItemId: string) =>
  queryOptions({
    queryKey: ['working-copy', workItemId],
    queryFn: async ({ signal }) => (await read('/api/work-items/{id}/working-copy', { path: { id: workItemId }, signal })) ?? null,
    gcTime: 0,
    staleTime: Infinity,
  });

export function saveWorkingCopy(workItemId: string, content: DraftContent, baseRowVersion: number) {
  return command('put', '/api/work-items/{id}/working-copy', { path: { id: workItemId }, body: { content, baseRowVersion } });
}

/** Without the server's file the preview is made from the fields. */
export function previewDraft(workItemId: string, draft: DraftContent, file: string | null, signal: AbortSignal): Promise<Blob> {
  return commandFile('post', '/api/work-items/{id}/preview', { path: { id: workItemId }, body: { draft, file }, signal });
}

export function checkDraft(workItemId: string, draft: DraftContent, file: string | null, signal: AbortSignal) {
  return command('post', '/api/work-items/{id}/form-check', { path: { id: workItemId }, body: { draft, file }, signal });
}

export function proposeDraft(workItemId: string, token: string): Promise<DraftProposal> {
  return command('post', '/api/uploads/draft-proposal', { body: { token, workItemId } });
}

export interface Submission {
  draft: DraftContent;
  file: string | null;
  comment: string;
  rowVersion: number;
}

export function submitDraft(workItemId: string, { draft, file, comment, rowVersion }: Submission, key: string) {
  return command('post', '/api/work-items/{id}/submit-draft', {
    path: { id: workItemId },
    body: { draft, file, comment: comment.trim() === '' ? null : comment.trim() },
    key,
    ifMatch: `"${rowVersion}"`,
  });
}

export const documentTypesQuery = queryOptions({
  queryKey: ['document-types'],
  queryFn: ({ signal }) => read('/api/document-types', { signal }),
  staleTime: 5 * 60_000,
});

export const routeQuery = (dossierId: string) =>
  queryOptions({
    queryKey: ['dossiers', dossierId, 'route'],
    queryFn: ({ signal }) => read('/api/dossiers/{id}/route', { path: { id: dossierId }, signal }),
  });
