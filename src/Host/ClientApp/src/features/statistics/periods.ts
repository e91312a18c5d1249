export type Period = 'year' | 'month' | 'lastMonth' | 'quarter' | 'lastQuarter' | 'lastYear' | 'own';

/** First and last day of a period, seen from `today`; days as the API writes them. A period that runs ends today. */
export function spanOf(period: Exclude<Period, 'own'>, today: string): { from: string; to: string } {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  const firstOfQuarter = month - ((month - 1) % 3);
  switch (period) {
    case 'year':
      return { from: dayOf(year, 1, 1), to: today };
    case 'month':
      return { from: dayOf(year, month, 1), to: today };
    case 'lastMonth':
      return { from: dayOf(year, month - 1, 1), to: dayOf(year, month, 0) };
    case 'quarter':
      return { from: dayOf(year, firstOfQuarter, 1), to: today };
    case 'lastQuarter':
      return { from: dayOf(year, firstOfQuarter - 3, 1), to: dayOf(year, firstOfQuarter, 0) };
    case 'lastYear':
      return { from: dayOf(year - 1, 1, 1), to: dayOf(year - 1, 12, 31) };
  }
}

// Month 0 is December of the year before, day 0 the last of the month before.
function dayOf(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}
