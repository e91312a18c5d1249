import { read } from '@/api/client';
import type { components } from '@/api/schema';

export type Assignment = components['schemas']['AssignmentRow'];
export interface AssignmentFilter {
  state: string;
  role: string;
  due: string;
  unitId: string;
  text: string;
}

export const listAssignments =
  ({ state, role, due, unitId, text }: AssignmentFilter) =>
  (page: number, signal: AbortSignal) =>
    read('/api/assignments', { query: { state: state || undefined, role: role || undefined, due: due || undefined, unitId: unitId || undefined, text: text || undefined, page: page, size: 100 }, signal });
