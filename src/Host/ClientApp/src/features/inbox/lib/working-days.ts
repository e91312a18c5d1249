/** Days off and days worked instead, as "yyyy-MM-dd", on top of Monday to Friday. */
export interface DaysOff {
  off: ReadonlySet<string>;
  worked: ReadonlySet<string>;
}

const dayLength = 86_400_000;

export function isWorkingDay(day: string, days: DaysOff): boolean {
  if (days.worked.has(day)) return true;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !days.off.has(day);
}

/** Working days after `from` up to and with `to`; 0 when `to` is not later. A year at most is counted. */
export function workingDaysBetween(from: string, to: string, days: DaysOff): number {
  const end = Math.min(Date.parse(`${to}T00:00:00Z`), Date.parse(`${from}T00:00:00Z`) + 366 * dayLength);
  let count = 0;
  for (let at = Date.parse(`${from}T00:00:00Z`) + dayLength; at <= end; at += dayLength) if (isWorkingDay(new Date(at).toISOString().slice(0, 10), days)) count += 1;
  return count;
}
