import { command, read } from '@/api/client';

/** The item as it was seen: another version is refused. */
type Seen = { id: string; rowVersion: number };
const seen = ({ id, rowVersion }: Seen) => ({ path: { id }, ifMatch: `"${rowVersion}"` });

export interface OpinionQuestion {
  personIds: string[];
  unitIds: string[];
  question: string;
  answerBy: string | null;
}

export function askOpinions(item: Seen, body: OpinionQuestion, key: string) {
  return command('post', '/api/work-items/{id}/opinions', { ...seen(item), body, key });
}

export function askExtension(item: Seen, body: { dueOn: string; reason: string }, key: string) {
  return command('post', '/api/work-items/{id}/extensions', { ...seen(item), body, key });
}

export function handOver(item: Seen, body: { toPersonId: string; reason: string }, key: string) {
  return command('post', '/api/work-items/{id}/hand-over', { ...seen(item), body, key });
}

/** Who may take the item over, those it suits best first. */
export function listCandidates(id: string, text: string, signal: AbortSignal) {
  return read('/api/work-items/{id}/hand-over-candidates', { path: { id }, query: { text: text === '' ? undefined : text }, signal });
}

export function writeComment(dossierId: string, body: { text: string; replyTo: string | null }, key: string) {
  return command('post', '/api/dossiers/{id}/comments', { path: { id: dossierId }, body, key });
}

export function resolveComment(dossierId: string, commentId: string, resolved: boolean, key: string) {
  return command('post', '/api/dossiers/{id}/comments/{commentId}/resolve', { path: { id: dossierId, commentId }, body: { resolved }, key });
}
