import { expect, test } from 'vitest';
import { formatDate, formatMoment, parseDay, today } from './dates';

test('A day is written as it is, whatever the time zone of the machine', () => {
  expect(formatDate('2026-03-09')).toBe('09/03/2026');
});

test('A moment late in the evening of UTC is the next day in Vietnam', () => {
  expect(formatDate('2026-03-09T17:30:00Z')).toBe('10/03/2026');
  expect(formatMoment('2026-03-09T17:30:00Z')).toBe('00:30 10/03/2026');
});

test('A day may be typed in the ways people write it, and only if it exists', () => {
  expect(parseDay('9/3/2026')).toBe('2026-03-09');
  expect(parseDay(' 09-03-26 ')).toBe('2026-03-09');
  expect(parseDay('09032026')).toBe('2026-03-09');
  expect(parseDay('31/2/2026')).toBeNull();
  expect(parseDay('tháng ba')).toBeNull();
});

test('Today is the day in Vietnam', () => {
  expect(today(new Date('2026-03-09T17:30:00Z'))).toBe('2026-03-10');
  expect(today(new Date('2026-03-01T18:00:00Z'))).toBe('2026-03-02');
});

test('The day changes at midnight in Vietnam', () => {
  expect(today(new Date('2026-03-08T16:59:59Z'))).toBe('2026-03-08');
  expect(today(new Date('2026-03-08T17:00:00Z'))).toBe('2026-03-09');
});
