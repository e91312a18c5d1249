import { command } from '@/api/client';

/** One line for each chosen item, the riskiest first. */
export function reviewTogether(workItemIds: readonly string[]) {
  return command('post', '/api/inbox/review', { body: { workItemIds: [...workItemIds] } });
}

export interface Approving {
  items: { id: string; rowVersion: number }[];
  comment: string | null;
}

export function approveTogether(body: Approving, key: string) {
  return command('post', '/api/inbox/approve', { body, key });
}
