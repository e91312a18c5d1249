import { queryOptions } from '@tanstack/react-query';
import { command, read } from '@/api/client';

export const attachmentsQuery = (workItemId: string) =>
  queryOptions({
    queryKey: ['work-items', workItemId, 'attachments'],
    queryFn: ({ signal }) => read('/api/work-items/{id}/attachments', { path: { id: workItemId }, signal }),
  });

export function addAttachment(workItemId: string, body: { file: string; role: string }, key: string) {
  return command('post', '/api/work-items/{id}/attachments', { path: { id: workItemId }, body, key });
}

export function removeAttachment(workItemId: string, attachmentId: string, key: string) {
  return command('delete', '/api/work-items/{id}/attachments/{attachmentId}', { path: { id: workItemId, attachmentId }, key });
}
