import { whole, type DraftContent, type WorkItemDetail } from '../api/drafting';
import type { DraftField } from './finding-order';

/** What the drafter goes on from: what was saved last, else what was submitted before, else an answer to the sender. */
export function firstContent(detail: WorkItemDetail, saved: { content: Parameters<typeof whole>[0] } | null): DraftContent {
  if (saved !== null) return whole(saved.content);
  if (detail.draft !== null) return whole(detail.draft);
  const { incoming } = detail;
  return whole({ typeCode: 'CV', subject: '', body: '', addressees: incoming === null ? [] : [incoming.sender], urgency: incoming?.urgency ?? 'normal' });
}

/** The last return, when the draft came back and was not decided since. */
export function lastReturn(detail: WorkItemDetail): WorkItemDetail['decisions'][number] | null {
  return detail.item.round > 1 ? (detail.decisions.findLast((decision) => returns.includes(decision.outcome)) ?? null) : null;
}

const returns = ['returned', 'rejected', 'refused'];

const fields: Record<string, DraftField> = { 'draft.type': 'typeCode', 'draft.subject': 'subject', 'draft.body': 'body', 'draft.lines': 'addressees', 'draft.signer': 'signerPosition' };

/** The field a refusal is about; null when it is about the whole. */
export function fieldOfRefusal(code: string): DraftField | null {
  return fields[code] ?? null;
}

export const hasText = (content: DraftContent): boolean => content.body.trim() !== '' || content.subject.trim() !== '';
