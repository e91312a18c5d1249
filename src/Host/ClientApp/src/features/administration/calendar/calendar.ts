import type { components } from '@/api/schema';

export type CalendarYear = components['schemas']['CalendarYear'];
export type CalendarDay = CalendarYear['days'][number];

/** The listed days with some put in place of what was there, in order. */
export function withDays(days: readonly CalendarDay[], ...changed: CalendarDay[]): CalendarDay[] {
  const dates = new Set(changed.map((day) => day.date));
  return [...days.filter((day) => !dates.has(day.date)), ...changed].sort((a, b) => a.date.localeCompare(b.date));
}
