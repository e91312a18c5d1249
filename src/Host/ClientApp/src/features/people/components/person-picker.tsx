import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { peopleQuery, type PeopleSource, type PersonPick } from '../api/find-people';
import { noFilter, type Choice } from '../lib/choices';
import { texts } from '../texts';
import { Picker, type PickerProps } from './picker';

interface PersonPickerProps extends PickerProps {
  value: string | null;
  onChange: (personId: string | null, person: PersonPick | null) => void;
  /** One's own when left out. */
  agencyId?: string;
  /** Code of a position they must hold. */
  position?: string;
  /** Other people than those of the agency. */
  source?: PeopleSource;
}

/** Chooses a person by name, position or unit. */
export function PersonPicker({ value, onChange, agencyId, position, source, label = texts.person, placeholder = texts.choosePerson, ...given }: PersonPickerProps) {
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<PersonPick | null>(null);
  // The field shows the name of who is chosen; that is no search.
  const wanted = search === chosen?.fullName ? '' : search.trim();
  const [text] = useDebouncedValue(wanted, 200);
  const people = useQuery(peopleQuery(text, { agencyId, position, source }));
  const found = people.data ?? [];
  const all = chosen !== null && chosen.id === value && !found.some((person) => person.id === value) ? [chosen, ...found] : found;
  return (
    <Picker
      {...given}
      label={label}
      placeholder={placeholder}
      choices={all.map(choiceOf)}
      state={people.isError ? 'failed' : people.isFetching ? 'loading' : 'ready'}
      filter={noFilter}
      value={value}
      onSearch={setSearch}
      onChange={(id) => {
        const person = all.find((one) => one.id === id) ?? null;
        setChosen(person);
        onChange(id, person);
      }}
    />
  );
}

function choiceOf(person: PersonPick): Choice {
  const first = person.positions.find((held) => held.primary) ?? person.positions[0];
  return { value: person.id, label: person.fullName, hint: first?.actingAs ?? texts.noPosition };
}
