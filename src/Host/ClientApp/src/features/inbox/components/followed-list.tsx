import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { Link, type To } from 'react-router';
import { formatMoment } from '@/lib/dates';
import { DeadlineChip } from '@/ui/deadline-chip';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { doneQuery, sentQuery } from '../api/list-followed';
import type { FollowedRow } from '../api/types';
import { outcomeText, texts } from '../texts';
import classes from './inbox-list.module.css';
import { LoadMore } from './load-more';

interface FollowedListProps {
  tab: 'xong' | 'theo-doi';
  openId: string | null;
  addressOf: (id: string) => To;
}

/** What I decided, or what I follow: where it is now and with whom. */
export function FollowedList({ tab, openId, addressOf }: FollowedListProps) {
  const rows = useInfiniteQuery(tab === 'xong' ? doneQuery : sentQuery);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = rows;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  if (rows.isPending) return <SkeletonRows rows={8} height={64} />;
  if (rows.isError && rows.data === undefined) return <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />;
  const items = rows.data.pages.flatMap((page) => page.items);
  if (items.length === 0)
    return tab === 'xong' ? <EmptyState title={texts.emptyDoneTitle}>{texts.emptyDone}</EmptyState> : <EmptyState title={texts.emptySentTitle}>{texts.emptySent}</EmptyState>;
  return (
    <div className={classes.scroll}>
      <ul className={classes.plain} aria-label={texts.tabs[tab]}>
        {items.map((row) => (
          <li key={row.workItemId}>
            <Link to={addressOf(row.workItemId)} className={classes.followed} data-open={row.workItemId === openId || undefined} aria-current={row.workItemId === openId || undefined} data-work={row.workItemId}>
              <Followed row={row} />
            </Link>
          </li>
        ))}
      </ul>
      {hasNextPage && <LoadMore onSeen={more} />}
    </div>
  );
}

function Followed({ row }: { row: FollowedRow }) {
  return (
    <>
      <span className={classes.subject}>
        <b>{row.title}</b> · {row.subject}
      </span>
      <span className={classes.facts}>
        {row.incomingNumber !== null && <span className="tabular">{row.incomingNumber}</span>}
        <span>
          {outcomeText(row.outcome, row.title)} · <span className="tabular">{formatMoment(row.decidedAt)}</span>
        </span>
        {row.dossierState === 'open' ? <DeadlineChip deadline={row.deadline} /> : <span className={classes.mark}>{texts.dossierStates[row.dossierState]}</span>}
      </span>
      {row.now.map((step, place) => (
        <span key={place} className={classes.facts}>
          → {texts.nowAt(step.title, step.people.join(', '))}
        </span>
      ))}
    </>
  );
}
