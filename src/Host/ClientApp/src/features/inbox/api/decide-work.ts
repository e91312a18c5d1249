import { command } from '@/api/client';
import type { Decided } from './types';

/** The decisions on a work item, by the last part of their address. */
export type DecisionAction =
  | 'assign'
  | 'approve'
  | 'return'
  | 'reject'
  | 'sign'
  | 'issue-number'
  | 'refuse-number'
  | 'send'
  | 'give-opinion'
  | 'grant-extension'
  | 'refuse-extension';

/** A decision as it goes to the server. */
export interface Decision {
  action: DecisionAction;
  workItemId: string;
  /** The version that was seen: another one is refused. */
  rowVersion: number;
  body: Readonly<Record<string, unknown>>;
  /** Trích yếu, for the words about it. */
  subject: string;
  /** What the procedure calls the work: "Ký nháy dự thảo". */
  title: string;
}

export function sendDecision({ action, workItemId, rowVersion, body }: Decision, key: string): Promise<Decided> {
  return command('post', `/api/work-items/{id}/${action}`, { path: { id: workItemId }, key, ifMatch: `"${rowVersion}"`, body });
}
