import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { today } from '@/lib/dates';
import { choiceParam, textParam } from '@/lib/url-state';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { FilterBar } from '@/ui/filter-bar';
import { Page } from '@/ui/page';
import { SearchField } from '@/ui/search-field';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { useShortcut } from '@/ui/use-shortcut';
import { useUrlState } from '@/ui/use-url-state';
import { search } from './api/search';
import { HitLine } from './components/hit-line';
import classes from './components/hits.module.css';
import { texts } from './texts';

const thisYear = Number(today().slice(0, 4));
const years = Array.from({ length: thisYear - 2020 + 1 }, (_, place) => String(thisYear - place));
const shape = { tim: textParam(), loai: choiceParam(['', 'incoming', 'outgoing'], ''), nam: choiceParam(['', ...years], ''), hoSo: choiceParam(['', ...Object.keys(texts.states)], '') };

/** Every document that one may read, by number, words of the subject and words of the text. */
export function SearchPage() {
  const [{ tim, loai, nam, hoSo }, change] = useUrlState(shape);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const question = { text: tim.trim(), kind: loai, year: nam, state: hoSo };
  const found = useInfiniteQuery({
    queryKey: ['search', question],
    queryFn: ({ pageParam, signal }) => search(question, pageParam, signal),
    initialPageParam: 1,
    getNextPageParam: (last) => (last.number * last.size < last.total ? last.number + 1 : null),
    placeholderData: keepPreviousData,
    enabled: question.text !== '',
  });
  const hits = found.data?.pages.flatMap((page) => page.items) ?? [];
  const last = found.data?.pages.at(-1);

  const move = (step: 1 | -1) => {
    const links = [...(list.current?.querySelectorAll('a') ?? [])];
    const place = links.findIndex((link) => link === document.activeElement);
    if (place + step < 0) field.current?.focus();
    else links[Math.min(place + step, links.length - 1)]?.focus();
  };
  const settings = { group: texts.group };
  useShortcut('j', texts.nextHit, () => move(1), settings);
  useShortcut('k', texts.previousHit, () => move(-1), settings);
  useShortcut('ArrowDown', texts.nextHit, () => move(1), settings);
  useShortcut('ArrowUp', texts.previousHit, () => move(-1), settings);
  useShortcut('/', texts.find, () => field.current?.select(), settings);
  return (
    <Page title={texts.title}>
      <div role="search">
        <SearchField
          ref={field}
          label={texts.find}
          placeholder={texts.placeholder}
          size="md"
          hasFocus
          value={tim}
          onChange={(next) => change({ tim: next })}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown') return;
            event.preventDefault();
            move(1);
          }}
        />
        <FilterBar label={texts.filters} role="group">
          <Choice label={texts.kind} all={texts.allKinds} labels={texts.kinds} value={loai} onChange={(next) => change({ loai: next as 'incoming' })} />
          <NativeSelect aria-label={texts.year} value={nam} data={[{ value: '', label: texts.allYears }, ...years.map((year) => ({ value: year, label: `${texts.year} ${year}` }))]} onChange={(event) => change({ nam: event.currentTarget.value })} />
          <Choice label={texts.state} all={texts.allStates} labels={texts.states} value={hoSo} onChange={(next) => change({ hoSo: next })} />
          <Text c="dimmed" className="tabular" role="status">
            {question.text === '' || last === undefined ? '' : texts.count(last.total, last.more)}
          </Text>
        </FilterBar>
      </div>
      {question.text === '' ? (
        <EmptyState title={texts.startTitle}>{texts.start}</EmptyState>
      ) : found.isPending ? (
        <SkeletonRows rows={8} height={72} />
      ) : found.isError ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : hits.length === 0 ? (
        <EmptyState title={texts.emptyTitle}>{texts.empty}</EmptyState>
      ) : (
        <>
          <ol ref={list} className={classes.hits} aria-label={texts.results} aria-busy={found.isPlaceholderData}>
            {hits.map((hit) => (
              <HitLine key={hit.documentId} hit={hit} />
            ))}
          </ol>
          {found.hasNextPage && (
            <Group justify="center" mt="sm">
              <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                {texts.more}
              </Button>
            </Group>
          )}
        </>
      )}
    </Page>
  );
}

function Choice({ label, all, labels, value, onChange }: { label: string; all: string; labels: Record<string, string>; value: string; onChange: (value: string) => void }) {
  return <NativeSelect aria-label={label} value={value} data={[{ value: '', label: all }, ...Object.entries(labels).map(([code, text]) => ({ value: code, label: text }))]} onChange={(event) => onChange(event.currentTarget.value)} />;
}
