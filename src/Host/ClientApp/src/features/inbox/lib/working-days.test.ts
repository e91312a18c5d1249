import { expect, test } from 'vitest';
import { isWorkingDay, workingDaysBetween } from './working-days';

const days = { off: new Set(['2026-01-01', '2026-01-02']), worked: new Set(['2026-01-10']) };

test('Weekends and days off do not count, days worked instead do', () => {
  expect(isWorkingDay('2026-01-02', days)).toBe(false);
  expect(isWorkingDay('2026-01-03', days)).toBe(false);
  expect(isWorkingDay('2026-01-10', days)).toBe(true);
  // Monday to Friday, and the Saturday that is worked.
  expect(workingDaysBetween('2025-12-31', '2026-01-10', days)).toBe(6);
  expect(workingDaysBetween('2026-01-10', '2026-01-09', days)).toBe(0);
});
