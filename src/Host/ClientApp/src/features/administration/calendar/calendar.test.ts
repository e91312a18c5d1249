import { expect, test } from 'vitest';
import { withDays, type CalendarDay } from './calendar';

const holiday = (date: string, name: string): CalendarDay => ({ date, kind: 'holiday', name, source: null });

test('a changed day takes the place of the one that was listed', () => {
  const days = withDays([holiday('2026-01-01', 'Tết'), holiday('2026-09-02', 'Quốc khánh')], holiday('2026-01-01', 'Tết Dương lịch'));
  expect(days.map((day) => day.name)).toEqual(['Tết Dương lịch', 'Quốc khánh']);
});

test('new days stand in the order of the year', () => {
  expect(withDays([holiday('2026-09-02', 'b')], holiday('2026-04-30', 'a'), holiday('2026-12-31', 'c')).map((day) => day.name)).toEqual(['a', 'b', 'c']);
});
