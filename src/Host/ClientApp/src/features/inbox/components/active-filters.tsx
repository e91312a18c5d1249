import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { InboxFacets } from '../api/types';
import { countFilters, noFilters, type Filters, type ListFilter } from '../lib/inbox-address';
import { texts } from '../texts';
import classes from './inbox-list.module.css';

const facetOf: Record<ListFilter, keyof InboxFacets> = { loai: 'kind', han: 'deadline', khan: 'urgency', gui: 'sender', chuyen: 'sentBy', thay: 'onBehalf' };

/** One chip for each filter that is set; a click takes it back. */
export function ActiveFilters({ filters, facets, onChange }: { filters: Filters; facets: InboxFacets | undefined; onChange: (change: Partial<Filters>) => void }) {
  if (countFilters(filters) === 0) return null;
  const labelOf = (name: ListFilter, value: string) => facets?.[facetOf[name]].find((facet) => facet.value === value)?.label ?? (value === '-' ? texts.none : value);
  const chips = (Object.keys(facetOf) as ListFilter[]).flatMap((name) =>
    filters[name].map((value) => ({ key: `${name} ${value}`, label: labelOf(name, value), clear: { [name]: filters[name].filter((one) => one !== value) } })),
  );
  if (filters.lai) chips.push({ key: 'lai', label: texts.returnedOnly, clear: { lai: false } as never });
  if (filters.tim.trim() !== '') chips.push({ key: 'tim', label: `«${filters.tim.trim()}»`, clear: { tim: '' } as never });
  return (
    <div className={classes.tools}>
      {chips.map((chip) => (
        <Button
          key={chip.key}
          variant="default"
          size="compact-xs"
          maw={220}
          rightSection={<IconX size={12} aria-hidden />}
          aria-label={texts.clearOne(chip.label)}
          onClick={() => onChange(chip.clear)}
        >
          {chip.label}
        </Button>
      ))}
      <Button variant="subtle" size="compact-xs" onClick={() => onChange({ ...noFilters, xep: filters.xep })}>
        {texts.clearAll}
      </Button>
    </div>
  );
}
