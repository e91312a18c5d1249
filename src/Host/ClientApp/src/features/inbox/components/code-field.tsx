import { TextInput } from '@mantine/core';
import { texts } from '../texts';

/** The second factor, asked again before a signature or a number. */
export function CodeField({ value, onChange, error }: { value: string; onChange: (code: string) => void; error: string | null }) {
  return (
    <TextInput
      label={texts.code}
      description={texts.codeHint}
      required
      maxLength={20}
      autoComplete="one-time-code"
      inputMode="numeric"
      data-autofocus
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
