import { TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { agenciesQuery } from '@/features/people/api/read-agency';
import { foldedFilter } from '@/features/people/lib/choices';

interface LinesFieldProps {
  id: string;
  label: string;
  description: string;
  value: readonly string[];
  onChange: (value: string[]) => void;
  error?: string | null;
}

/** Places, one chip each; agencies are offered, and anything else may be written. */
export function LinesField({ id, label, description, value, onChange, error }: LinesFieldProps) {
  const agencies = useQuery(agenciesQuery);
  return (
    <TagsInput
      id={id}
      label={label}
      description={description}
      error={error}
      value={[...value]}
      onChange={onChange}
      data={[...new Set((agencies.data ?? []).map((agency) => agency.name))]}
      filter={foldedFilter}
      limit={8}
      // A name may hold a comma.
      splitChars={[';']}
      acceptValueOnBlur
      maxTags={200}
    />
  );
}
