import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { foundPeopleQuery, type PersonPick } from '../api/delegations';
import { texts } from '../texts';

interface PersonFieldProps {
  label: string;
  value: PersonPick | null;
  error: string | null;
  /** Not offered: the person away. */
  without: string | null;
  isFirst?: boolean;
  onChange: (person: PersonPick | null) => void;
}

/** Finds a person of the agency by name or position, with or without marks. */
export function PersonField({ label, value, error, without, isFirst = false, onChange }: PersonFieldProps) {
  const [text, setText] = useState('');
  const [searched] = useDebouncedValue(value !== null && text === labelOf(value) ? '' : text.trim(), 250);
  const found = useQuery(foundPeopleQuery(searched));
  const people = (found.data ?? []).filter((person) => person.id !== without);
  const all = value === null || people.some((person) => person.id === value.id) ? people : [value, ...people];
  return (
    <Select
      label={label}
      description={texts.toHint}
      required
      searchable
      data-autofocus={isFirst || undefined}
      data={all.map((person) => ({ value: person.id, label: labelOf(person) }))}
      // The server has searched, without marks too.
      filter={({ options }) => options}
      value={value?.id ?? null}
      searchValue={text}
      error={error}
      nothingFoundMessage={found.isPending ? null : texts.nobodyFound}
      onSearchChange={setText}
      onChange={(id) => onChange(all.find((person) => person.id === id) ?? null)}
    />
  );
}

function labelOf(person: PersonPick): string {
  const position = person.positions.find((one) => one.primary) ?? person.positions[0];
  return position === undefined ? person.fullName : `${person.fullName}, ${position.actingAs}`;
}
