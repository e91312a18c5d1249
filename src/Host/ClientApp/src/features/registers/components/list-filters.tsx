import { Button, NativeSelect, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { today } from '@/lib/dates';
import { choiceParam, textParam } from '@/lib/url-state';
import { EmptyState } from '@/ui/empty-state';
import { FilterBar } from '@/ui/filter-bar';
import { SearchField } from '@/ui/search-field';
import { useUrlState } from '@/ui/use-url-state';
import type { ListFilter } from '../api/documents';
import { texts } from '../texts';

const thisYear = Number(today().slice(0, 4));
const firstYear = 2020;
const years = Array.from({ length: thisYear - firstYear + 1 }, (_, place) => String(thisYear - place));
const allYears = 'moi-nam';

/** Year, state and words of a list of documents, kept in the address. */
export function useListFilter(states: readonly string[]) {
  const [{ nam, trangThai, tim }, change] = useUrlState(shapeOf(states));
  const filter: ListFilter = { year: nam === allYears ? null : Number(nam), state: trangThai, text: tim };
  return { filter, nam, trangThai, tim, change, isNarrowed: trangThai !== '' || tim !== '' };
}

const shapes = new Map<readonly string[], ReturnType<typeof makeShape>>();
function makeShape(states: readonly string[]) {
  return { nam: choiceParam([...years, allYears], String(thisYear)), trangThai: choiceParam(['', ...states], ''), tim: textParam() };
}
// One for each list, for the address state compares them.
function shapeOf(states: readonly string[]) {
  const shape = shapes.get(states) ?? makeShape(states);
  shapes.set(states, shape);
  return shape;
}

interface ListFiltersProps {
  list: ReturnType<typeof useListFilter>;
  stateLabels: Record<string, string>;
  findLabel: string;
  total: number;
}

export function ListFilters({ list, stateLabels, findLabel, total }: ListFiltersProps) {
  return (
    <FilterBar label={texts.filters}>
      <NativeSelect aria-label={texts.year} value={list.nam} data={[...years.map((year) => ({ value: year, label: `${texts.year} ${year}` })), { value: allYears, label: texts.allYears }]} onChange={(event) => list.change({ nam: event.currentTarget.value })} />
      <NativeSelect
        aria-label={texts.state}
        value={list.trangThai}
        data={[{ value: '', label: texts.allStates }, ...Object.entries(stateLabels).map(([value, label]) => ({ value, label }))]}
        onChange={(event) => list.change({ trangThai: event.currentTarget.value })}
      />
      <SearchField label={findLabel} value={list.tim} onChange={(tim) => list.change({ tim })} />
      <Text c="dimmed" className="tabular" role="status">
        {texts.count(total)}
      </Text>
    </FilterBar>
  );
}

/** What stands in place of the rows: that nothing is there, or that the filters let nothing through, with the way out of them. */
export function ListEmpty({ list, title, children }: { list: ReturnType<typeof useListFilter>; title: string; children: ReactNode }) {
  if (!list.isNarrowed) return <EmptyState title={title}>{children}</EmptyState>;
  return (
    <EmptyState
      title={texts.filteredEmpty}
      action={
        <Button variant="default" mt="xs" onClick={() => list.change({ trangThai: '', tim: '' })}>
          {texts.clearFilters}
        </Button>
      }
    >
      {texts.filteredEmptyDetail}
    </EmptyState>
  );
}
