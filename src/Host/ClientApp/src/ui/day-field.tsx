import { DateInput } from '@mantine/dates';
import { texts } from './texts';

interface DayFieldProps {
  label: string;
  /** "yyyy-MM-dd", or null for none. */
  value: string | null;
  onChange: (day: string | null) => void;
  description?: string;
  error?: string | null;
  required?: boolean;
}

/** A day, written and shown as dd/MM/yyyy. */
export function DayField({ label, value, onChange, description, error = null, required = false }: DayFieldProps) {
  return (
    <DateInput
      label={label}
      required={required}
      clearable={!required}
      clearButtonProps={{ 'aria-label': texts.clearDay(label) }}
      valueFormat="DD/MM/YYYY"
      placeholder="dd/mm/yyyy"
      hideOutsideDates
      previousLabel={texts.previousMonth}
      nextLabel={texts.nextMonth}
      value={value}
      onChange={onChange}
      description={description}
      error={error}
    />
  );
}
