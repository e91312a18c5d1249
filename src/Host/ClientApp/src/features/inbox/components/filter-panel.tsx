import { Button, Chip, Group, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Facet, InboxFacets } from '../api/types';
import { countFilters, noFilters, type Filters, type ListFilter } from '../lib/inbox-address';
import { texts } from '../texts';
import classes from './inbox-list.module.css';

const columns: readonly [ListFilter, keyof InboxFacets][] = [
  ['han', 'deadline'],
  ['loai', 'kind'],
  ['khan', 'urgency'],
  ['gui', 'sender'],
  ['chuyen', 'sentBy'],
  ['thay', 'onBehalf'],
];

interface FilterPanelProps {
  facets: InboxFacets;
  filters: Filters;
  onChange: (change: Partial<Filters>) => void;
}

/** Every column with its values and how many rows each would leave. */
export function FilterPanel({ facets, filters, onChange }: FilterPanelProps) {
  const returned = facets.returned.find((facet) => facet.value === 'true')?.count ?? 0;
  return (
    <section className={classes.panel} aria-label={texts.filterPanel}>
      <Stack gap="xs">
        {columns.map(([name, facet]) => (
          <FacetGroup key={name} label={texts.columns[name]} facets={facets[facet]} chosen={filters[name]} onChange={(values) => onChange({ [name]: values })} />
        ))}
        <Group justify="space-between">
          <Switch
            size="sm"
            label={`${texts.returnedOnly} (${returned})`}
            checked={filters.lai}
            onChange={(event) => onChange({ lai: event.currentTarget.checked })}
          />
          {countFilters(filters) > 0 && (
            <Button variant="subtle" size="compact-sm" onClick={() => onChange({ ...noFilters, xep: filters.xep })}>
              {texts.clearAll}
            </Button>
          )}
        </Group>
      </Stack>
    </section>
  );
}

const shownAtOnce = 8;

function FacetGroup({ label, facets, chosen, onChange }: { label: string; facets: readonly Facet[]; chosen: readonly string[]; onChange: (values: string[]) => void }) {
  const [text, setText] = useState('');
  // One value tells nothing apart; what is chosen is shown all the same, so that it can be taken back.
  if (facets.length < 2 && chosen.length === 0) return null;
  const wanted = text.trim().toLocaleLowerCase('vi');
  const fitting = facets.filter((facet) => facet.label.toLocaleLowerCase('vi').includes(wanted));
  const shown = fitting.filter((facet, place) => place < shownAtOnce || chosen.includes(facet.value));
  return (
    <div role="group" aria-label={label}>
      <Group gap="xs" mb={4}>
        <Text size="xs" fw={600}>
          {label}
        </Text>
        {facets.length > shownAtOnce && (
          <TextInput size="xs" aria-label={`${texts.findValue}: ${label}`} placeholder={texts.findValue} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        )}
      </Group>
      <Chip.Group multiple value={[...chosen]} onChange={onChange}>
        <div className={classes.chips}>
          {shown.map((facet) => (
            <Chip key={facet.value} value={facet.value} size="xs" radius="sm" variant="outline">
              {facet.value === '-' ? texts.none : facet.label} ({facet.count})
            </Chip>
          ))}
        </div>
      </Chip.Group>
    </div>
  );
}
