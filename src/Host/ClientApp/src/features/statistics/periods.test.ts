import { expect, test } from 'vitest';
import { spanOf } from './periods';

test('A period that runs ends today', () => {
  expect(spanOf('year', '2026-05-17')).toEqual({ from: '2026-01-01', to: '2026-05-17' });
  expect(spanOf('month', '2026-05-17')).toEqual({ from: '2026-05-01', to: '2026-05-17' });
  expect(spanOf('quarter', '2026-05-17')).toEqual({ from: '2026-04-01', to: '2026-05-17' });
});

test('A past period is whole, also over the turn of the year and in a leap year', () => {
  expect(spanOf('lastMonth', '2026-01-05')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
  expect(spanOf('lastMonth', '2028-03-05')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
  expect(spanOf('lastQuarter', '2026-02-05')).toEqual({ from: '2025-10-01', to: '2025-12-31' });
  expect(spanOf('lastYear', '2026-02-05')).toEqual({ from: '2025-01-01', to: '2025-12-31' });
});
