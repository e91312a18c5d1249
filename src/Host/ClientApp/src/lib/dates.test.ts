import { expect, test } from 'vitest';
import { formatDate, formatMoment } from './dates';

test('A day is written as it is, whatever the time zone of the machine', () => {
  expect(formatDate('2026-03-09')).toBe('09/03/2026');
});

test('A moment late in the evening of UTC is the next day in Vietnam', () => {
  expect(formatDate('2026-03-09T17:30:00Z')).toBe('10/03/2026');
  expect(formatMoment('2026-03-09T17:30:00Z')).toBe('00:30 10/03/2026');
});
