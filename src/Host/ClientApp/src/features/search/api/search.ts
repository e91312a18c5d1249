import { read } from '@/api/client';
import type { components } from '@/api/schema';

export type Hit = components['schemas']['SearchRow'];
export interface Question {
  text: string;
  kind: string;
  year: string;
  state: string;
}

const size = 20;

/** Documents that have all the words; without marks is enough. The best first. */
export function search({ text, kind, year, state }: Question, page: number, signal: AbortSignal) {
  return read('/api/search', { query: { text, kind: kind || undefined, year: year === '' ? undefined : Number(year), state: state || undefined, page, size }, signal });
}
