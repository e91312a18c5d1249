import { read } from '@/api/client';
import type { components } from '@/api/schema';

export type IncomingRow = components['schemas']['IncomingRow'];
export type OutgoingRow = components['schemas']['OutgoingRow'];
export interface ListFilter {
  year: number | null;
  state: string;
  text: string;
}

const queryOf = ({ year, state, text }: ListFilter, page: number) => ({ year: year ?? undefined, state: state || undefined, text: text || undefined, page: page, size: 100 });

export const listIncoming = (filter: ListFilter) => (page: number, signal: AbortSignal) => read('/api/incoming-documents', { query: queryOf(filter, page), signal });

export const listOutgoing = (filter: ListFilter) => (page: number, signal: AbortSignal) => read('/api/outgoing-documents', { query: queryOf(filter, page), signal });
