import { Button, Text } from '@mantine/core';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import type { To } from 'react-router';
import { useStore } from '@/lib/store';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { useShortcut } from '@/ui/use-shortcut';
import { decisionQueue } from '../api/decision-queue';
import { verbTogether } from '../lib/actions';
import { countFilters, type Filters } from '../lib/inbox-address';
import { rangeOf, toggle } from '../lib/selection';
import { texts } from '../texts';
import type { Deciding } from '../use-decide';
import type { InboxRows } from '../use-inbox-rows';
import { ActiveFilters } from './active-filters';
import { FilterPanel } from './filter-panel';
import { InboxList } from './inbox-list';
import classes from './inbox-list.module.css';
import { ListTools } from './list-tools';
import { ViewTabs } from './view-tabs';

const ReviewSheet = lazy(async () => ({ default: (await import('./review-sheet')).ReviewSheet }));

interface WaitingListProps {
  rows: InboxRows;
  filters: Filters;
  onFilters: (change: Partial<Filters>) => void;
  openId: string | null;
  addressOf: (id: string) => To;
  selected: ReadonlySet<string>;
  onSelected: (selected: ReadonlySet<string>) => void;
  deciding: Deciding;
}

/** What waits: views, filters, the rows, and what is to be done with the chosen ones. */
export function WaitingList({ rows, filters, onFilters, openId, addressOf, selected, onSelected, deciding }: WaitingListProps) {
  const { list, items, first, more, reload, isOutdated } = rows;
  const [isPanelOpen, setIsPanelOpen] = useState(false);
  const [isReviewing, setIsReviewing] = useState(false);
  const anchor = useRef<string | null>(null);
  const queue = useStore(decisionQueue.store);
  const queued = useMemo(() => new Set(queue.filter((one) => one.state !== 'refused').map((one) => one.workItemId)), [queue]);
  const ids = items.map((item) => item.work.workItemId);
  const chosen = ids.filter((id) => selected.has(id));
  const verb = verbTogether(items.filter(({ work }) => work.kind === 'approve' && selected.has(work.workItemId)).map(({ work }) => work.title));
  useShortcut('e', texts.keys.review, () => setIsReviewing(true), { group: texts.keysGroup, isOn: chosen.length > 0 });

  const select = (id: string, withRange: boolean) => {
    onSelected(withRange ? new Set([...selected, ...rangeOf(ids, anchor.current, id)]) : toggle(selected, id));
    anchor.current = id;
  };
  const isAllSelected = ids.length > 0 && chosen.length === ids.length;
  return (
    <div className={classes.side}>
      <ViewTabs filters={filters} onChange={onFilters} />
      <ListTools
        filters={filters}
        counts={first}
        isPanelOpen={isPanelOpen}
        isAllSelected={isAllSelected}
        isSomeSelected={chosen.length > 0}
        onChange={onFilters}
        onPanel={() => setIsPanelOpen(!isPanelOpen)}
        onSelectAll={() => onSelected(new Set(isAllSelected ? [] : ids))}
      />
      {isPanelOpen && first !== undefined && <FilterPanel facets={first.facets} filters={filters} onChange={onFilters} />}
      <ActiveFilters filters={filters} facets={first?.facets} onChange={onFilters} />
      {isOutdated && (
        <div className={classes.notice} role="status">
          {texts.changedMeanwhile}
          <Button size="compact-xs" variant="default" onClick={reload}>
            {texts.reload}
          </Button>
        </div>
      )}
      {list.isPending ? (
        <SkeletonRows rows={10} height={64} />
      ) : first === undefined ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : items.length === 0 ? (
        <Nothing isFiltered={countFilters(filters) > 0} />
      ) : (
        <InboxList items={items} total={first.total} openId={openId} selected={selected} queued={queued} addressOf={addressOf} onSelect={select} onEnd={more} />
      )}
      {chosen.length > 0 && (
        <div className={classes.foot}>
          <Text span size="sm" role="status">
            {texts.selected(chosen.length)}
          </Text>
          <span className={classes.grow} />
          <Button size="compact-sm" variant="subtle" onClick={() => onSelected(new Set())}>
            {texts.clearSelection}
          </Button>
          <Button size="compact-md" title={texts.withKeys(texts.reviewTitle(verb), 'e')} onClick={() => setIsReviewing(true)}>
            {texts.reviewTitle(verb)}
          </Button>
        </div>
      )}
      {isReviewing && (
        <Suspense fallback={null}>
          <ReviewSheet
            ids={chosen}
            verb={verb}
            onClose={(approved) => {
              setIsReviewing(false);
              onSelected(new Set([...selected].filter((id) => !approved.has(id))));
            }}
            onApproved={rows.remove}
            takeBack={deciding.takeBack}
            onUndone={rows.refresh}
          />
        </Suspense>
      )}
    </div>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState title={texts.emptyFilteredTitle}>{texts.emptyFiltered}</EmptyState>
  ) : (
    <EmptyState title={texts.emptyTitle}>{texts.empty}</EmptyState>
  );
}
