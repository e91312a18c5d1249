import { useQuery } from '@tanstack/react-query';
import { today } from '@/lib/dates';
import { DateField } from '@/ui/date-field';
import { daysOffQuery } from '../api/read-calendar';
import { isWorkingDay, workingDaysBetween } from '../lib/working-days';
import { texts } from '../texts';

interface DueFieldProps {
  label: string;
  /** "yyyy-MM-dd", or null for none. */
  value: string | null;
  onChange: (day: string | null) => void;
  /** Where the value comes from. */
  source?: string | null;
  error?: string | null;
  isRequired?: boolean;
}

/** A day from today on, with how many working days are left until then. */
export function DueField({ label, value, onChange, source = null, error = null, isRequired = false }: DueFieldProps) {
  const now = today();
  const { data: days } = useQuery(daysOffQuery(Number(now.slice(0, 4))));
  const left = value === null || days === undefined ? null : value === now ? texts.dueToday : isWorkingDay(value, days) ? texts.dueHint(workingDaysBetween(now, value, days)) : texts.dueNotWorking;
  const isPast = value !== null && value < now;
  return (
    <DateField
      label={label}
      required={isRequired}
      min={now}
      value={value ?? ''}
      onChange={(day) => onChange(day === '' ? null : day)}
      description={[isPast ? null : left, source].filter(Boolean).join(' · ')}
      error={error ?? (isPast ? texts.duePast : null)}
    />
  );
}
