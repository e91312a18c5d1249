import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, type QueryKey } from '@tanstack/react-query';
import { useState } from 'react';
import { explain } from './error-state';
import { texts } from './texts';

export interface Choice {
  value: string;
  label: string;
}

interface SearchSelectProps {
  label: string;
  value: string | null;
  onChange: (value: string | null, label: string) => void;
  /** Names the list; the text typed is added to it. */
  queryKey: QueryKey;
  find: (text: string, signal: AbortSignal) => Promise<readonly Choice[]>;
  /** Shown for a value that came with the address and was never searched. */
  known?: Choice | null;
  description?: string;
  placeholder?: string;
  error?: string | null;
  required?: boolean;
  clearable?: boolean;
}

/** One of many, found on the server while typing, with or without marks. */
export function SearchSelect({ label, value, onChange, queryKey, find, known = null, description, placeholder, error = null, required = false, clearable = false }: SearchSelectProps) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<Choice | null>(known);
  const [searched] = useDebouncedValue(text === chosen?.label ? '' : text.trim(), 250);
  const found = useQuery({ queryKey: [...queryKey, searched], queryFn: ({ signal }) => find(searched, signal), placeholderData: keepPreviousData });
  const choices = found.data ?? [];
  const isKept = chosen !== null && chosen.value === value && !choices.some((choice) => choice.value === value);
  return (
    <Select
      label={label}
      description={description}
      placeholder={placeholder}
      required={required}
      searchable
      clearable={clearable}
      clearButtonProps={{ 'aria-label': texts.clearOf(label) }}
      data={isKept ? [chosen, ...choices] : [...choices]}
      value={value}
      onChange={(next) => {
        const choice = choices.find((one) => one.value === next) ?? null;
        setChosen(choice);
        onChange(next, choice?.label ?? '');
      }}
      searchValue={text}
      onSearchChange={setText}
      // The server has searched.
      filter={({ options }) => options}
      nothingFoundMessage={found.isPending ? texts.loading : texts.nothingFound}
      error={error ?? (found.isError ? explain(found.error).detail : null)}
    />
  );
}
