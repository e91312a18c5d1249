import { expect, test } from 'vitest';
import { addDays, daysOfMonth, todayInVietnam, weekdayOf } from './days';

test('the day changes at midnight in Vietnam', () => {
  expect(todayInVietnam(new Date('2026-03-08T16:59:59Z'))).toBe('2026-03-08');
  expect(todayInVietnam(new Date('2026-03-08T17:00:00Z'))).toBe('2026-03-09');
});

test('weeks begin on Monday', () => {
  expect(weekdayOf('2026-03-09')).toBe(1);
  expect(weekdayOf('2026-03-15')).toBe(7);
});

test('months know leap years, and days run over their ends', () => {
  expect(daysOfMonth(2028, 2)).toHaveLength(29);
  expect(daysOfMonth(2026, 2).at(-1)).toBe('2026-02-28');
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
});
