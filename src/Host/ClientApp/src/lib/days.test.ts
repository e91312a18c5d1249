import { expect, test } from 'vitest';
import { addDays, daysOfMonth, weekdayOf } from './days';

test('weeks begin on Monday', () => {
  expect(weekdayOf('2026-03-09')).toBe(1);
  expect(weekdayOf('2026-03-15')).toBe(7);
});

test('months know leap years, and days run over their ends', () => {
  expect(daysOfMonth(2028, 2)).toHaveLength(29);
  expect(daysOfMonth(2026, 2).at(-1)).toBe('2026-02-28');
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
});
