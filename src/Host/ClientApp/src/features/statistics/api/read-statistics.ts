import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { addressOf, read } from '@/api/client';
import type { components } from '@/api/schema';

export type Statistics = components['schemas']['StatisticsView'];
export type Counts = components['schemas']['HandlingCounts'];
export interface Question {
  from: string;
  to: string;
  by: string;
  deadline: string;
}

const queryOf = ({ from, to, by, deadline }: Question) => ({ from: from || undefined, to: to || undefined, by: by, deadline: deadline });

export const statisticsQuery = (question: Question) =>
  queryOptions({
    queryKey: ['statistics', question],
    queryFn: ({ signal }) => read('/api/statistics', { query: queryOf(question), signal }),
    placeholderData: keepPreviousData,
  });

/** Where the same numbers are as a file. */
export const exportAddress = (question: Question) => addressOf('/api/statistics/export', { query: queryOf(question) });
