import { command } from '@/api/client';

export interface OpinionQuestion {
  personIds: string[];
  unitIds: string[];
  question: string;
  answerBy: string | null;
}

export function askOpinions(id: string, body: OpinionQuestion, key: string) {
  return command('post', '/api/work-items/{id}/opinions', { path: { id }, body, key });
}

export function askExtension(id: string, body: { dueOn: string; reason: string }, key: string) {
  return command('post', '/api/work-items/{id}/extensions', { path: { id }, body, key });
}

export function handOver(id: string, body: { toPersonId: string; reason: string }, key: string) {
  return command('post', '/api/work-items/{id}/hand-over', { path: { id }, body, key });
}

export function writeComment(dossierId: string, body: { text: string; replyTo: string | null }, key: string) {
  return command('post', '/api/dossiers/{id}/comments', { path: { id: dossierId }, body, key });
}

export function resolveComment(dossierId: string, commentId: string, resolved: boolean, key: string) {
  return command('post', '/api/dossiers/{id}/comments/{commentId}/resolve', { path: { id: dossierId, commentId }, body: { resolved }, key });
}
