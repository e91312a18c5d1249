import { formatDate } from '@/lib/dates';
import { daysOfMonth, weekdayOf } from '@/lib/days';
import type { CalendarDay } from './calendar';
import classes from './month-grid.module.css';
import { texts } from './texts';

interface MonthGridProps {
  year: number;
  month: number;
  listed: ReadonlyMap<string, CalendarDay>;
  onPick: (day: string) => void;
}

/** One month; by keyboard the same is done with the list below the months. */
export function MonthGrid({ year, month, listed, onPick }: MonthGridProps) {
  const days = daysOfMonth(year, month);
  const cells: (string | null)[] = [...Array.from({ length: weekdayOf(days[0] ?? '') - 1 }, () => null), ...days];
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) => cells.slice(week * 7, week * 7 + 7));
  return (
    <table className={classes.month}>
      <caption>{texts.month(month)}</caption>
      <thead>
        <tr>
          {texts.weekdays.map((name, place) => (
            <th key={name} scope="col" abbr={texts.weekdayNames[place]}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, place) => (
          <tr key={place}>
            {week.map((day, column) => (
              <td key={day ?? `${place}-${column}`}>{day !== null && <Day day={day} entry={listed.get(day)} onPick={onPick} />}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({ day, entry, onPick }: { day: string; entry: CalendarDay | undefined; onPick: (day: string) => void }) {
  const words = entry === undefined ? (weekdayOf(day) >= 6 ? texts.weekend : texts.ordinary) : `${texts.kinds[entry.kind]}: ${entry.name}`;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes.day}
      data-kind={entry?.kind ?? (weekdayOf(day) >= 6 ? 'weekend' : undefined)}
      title={`${formatDate(day)}, ${words}`}
      aria-label={`${Number(day.slice(8))}/${Number(day.slice(5, 7))}, ${words}`}
      onClick={() => onPick(day)}
    >
      {Number(day.slice(8))}
    </button>
  );
}
