import { Button, Checkbox, NativeSelect, Text } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { countFilters, type Filters } from '../lib/inbox-address';
import { texts } from '../texts';
import classes from './inbox-list.module.css';

interface ListToolsProps {
  filters: Filters;
  counts: { total: number; waiting: number } | undefined;
  isPanelOpen: boolean;
  isAllSelected: boolean;
  isSomeSelected: boolean;
  onChange: (change: Partial<Filters>) => void;
  onPanel: () => void;
  onSelectAll: () => void;
}

/** Above the list: choose all, how many, filter and order. */
export function ListTools({ filters, counts, isPanelOpen, isAllSelected, isSomeSelected, onChange, onPanel, onSelectAll }: ListToolsProps) {
  return (
    <div className={classes.tools}>
      <Checkbox size="xs" aria-label={texts.selectAll} title={texts.selectAll} checked={isAllSelected} indeterminate={isSomeSelected && !isAllSelected} onChange={onSelectAll} />
      <Text span size="xs" c="dimmed" className="tabular" role="status">
        {counts === undefined ? '' : texts.found(counts.total, counts.waiting)}
      </Text>
      <span className={classes.grow} />
      <Button variant="default" size="compact-sm" leftSection={<IconFilter size={14} aria-hidden />} aria-expanded={isPanelOpen} onClick={onPanel}>
        {texts.filters(countFilters(filters))}
      </Button>
      <NativeSelect
        size="xs"
        aria-label={texts.sort}
        value={filters.xep}
        data={Object.entries(texts.sorts).map(([value, label]) => ({ value, label }))}
        onChange={(event) => onChange({ xep: event.currentTarget.value as Filters['xep'] })}
      />
    </div>
  );
}
