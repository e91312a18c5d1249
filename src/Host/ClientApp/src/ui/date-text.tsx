import { formatDate, formatMoment } from '@/lib/dates';

/** A day or moment of the API as dd/MM/yyyy in Vietnam; with its time when `withTime` is set. */
export function DateText({ value, withTime = false }: { value: string | null; withTime?: boolean }) {
  if (value === null) return null;
  return (
    <time dateTime={value} className="tabular" title={value.includes('T') ? formatMoment(value) : undefined}>
      {withTime ? formatMoment(value) : formatDate(value)}
    </time>
  );
}
