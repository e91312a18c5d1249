import { command, newKey } from '@/api/client';

/** Takes one's decision back; the item is open again. */
export function recallWork(id: string, reason?: string) {
  return command('post', '/api/work-items/{id}/recall', { path: { id }, key: newKey(), body: { reason: reason ?? null } });
}
