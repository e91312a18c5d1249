import { DateInput } from '@mantine/dates';
import type { ReactNode } from 'react';
import { parseDay } from '@/lib/dates';
import { texts } from './texts';

interface DateFieldProps {
  label: string;
  /** A day as the API writes it ("2026-03-09"); empty for none. */
  value: string;
  onChange: (value: string) => void;
  description?: ReactNode;
  error?: string | null;
  required?: boolean;
  min?: string;
  max?: string;
  className?: string;
}

/** A day, typed as 9/3/2026 or chosen. */
export function DateField({ label, value, onChange, description, error = null, required = false, min, max, className }: DateFieldProps) {
  return (
    <DateInput
      label={label}
      description={description}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      error={error}
      required={required}
      className={className}
      clearable={!required}
      clearButtonProps={{ 'aria-label': texts.clearOf(label) }}
      valueFormat="DD/MM/YYYY"
      placeholder={texts.datePlaceholder}
      dateParser={parseDay}
      hideOutsideDates
      previousLabel={texts.previous}
      nextLabel={texts.next}
      minDate={min}
      maxDate={max}
      value={value === '' ? null : value}
      onChange={(day) => onChange(day ?? '')}
    />
  );
}
