import { expect, test } from 'vitest';
import { lookOf, type DeadlineState } from './deadlines';

const states: DeadlineState[] = ['noDeadline', 'inTime', 'dueSoon', 'dueToday', 'overdue', 'paused'];

test('No two states look the same', () => {
  expect(new Set(states.map((state) => lookOf(state).tone)).size).toBe(states.length);
});

test('Only today and late are urgent', () => {
  expect(states.filter((state) => lookOf(state).isUrgent)).toEqual(['dueToday', 'overdue']);
});
