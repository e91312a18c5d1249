import { queryOptions } from '@tanstack/react-query';
import { read } from '@/api/client';
import { hasCode } from '@/api/errors';
import type { DaysOff } from '../lib/working-days';

/** Days off of this year and the next; a year without a table has none beside weekends. */
export function daysOffQuery(year: number) {
  return queryOptions({
    queryKey: ['calendar', year],
    queryFn: async ({ signal }): Promise<DaysOff> => {
      const years = await Promise.all(
        [year, year + 1].map(async (one) => {
          try {
            return (await read('/api/calendar/{year}', { path: { year: one }, signal })).days;
          } catch (error) {
            if (hasCode(error, 'calendar.not-found')) return [];
            throw error;
          }
        }),
      );
      const days = years.flat();
      return {
        off: new Set(days.filter((day) => day.kind === 'holiday').map((day) => day.date)),
        worked: new Set(days.filter((day) => day.kind === 'makeUpWorkday').map((day) => day.date)),
      };
    },
    staleTime: Infinity,
  });
}
