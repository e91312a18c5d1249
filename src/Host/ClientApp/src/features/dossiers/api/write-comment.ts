import { command } from '@/api/client';
import { useCommand } from '@/api/use-command';

export function useWriteComment(dossierId: string, onDone: () => void) {
  return useCommand({
    run: ({ text, replyTo }: { text: string; replyTo: string | null }, key) =>
      command('post', '/api/dossiers/{id}/comments', { path: { id: dossierId }, body: { text, replyTo }, key }),
    changes: [['dossier', dossierId]],
    onDone,
  });
}

/** Đã tiếp thu, or open again. */
export function useResolveComment(dossierId: string) {
  return useCommand({
    run: ({ commentId, resolved }: { commentId: string; resolved: boolean }, key) =>
      command('post', '/api/dossiers/{id}/comments/{commentId}/resolve', { path: { id: dossierId, commentId }, body: { resolved }, key }),
    changes: [['dossier', dossierId]],
  });
}
