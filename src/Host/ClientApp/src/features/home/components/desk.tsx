import { Anchor, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { holds, type User } from '@/api/session';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { firstFollowedQuery, firstReturnedQuery, firstWaitingQuery, registryQuery, summaryQuery } from '../api/summary';
import { texts } from '../texts';
import { CountLinks } from './count-links';
import { FollowedRows } from './followed-rows';
import classes from './home.module.css';
import { Section } from './section';
import { WorkRows } from './work-rows';

export function Desk({ user }: { user: User }) {
  const waiting = useQuery(firstWaitingQuery);
  const followed = useQuery(firstFollowedQuery);
  return (
    <>
      <Summary />
      {holds(user, 'registry') && <Registry />}
      <div className={classes.columns}>
        <div>
          <Section title={texts.mine} query={waiting}>
            {({ items, total }) =>
              items.length === 0 ? (
                <EmptyState title={texts.mineEmptyTitle}>{texts.mineEmpty}</EmptyState>
              ) : (
                <>
                  <WorkRows items={items} />
                  {total > items.length && (
                    <Anchor component={Link} to="/hop-viec" className={classes.more}>
                      {texts.all(total)}
                    </Anchor>
                  )}
                </>
              )
            }
          </Section>
          <Returned />
        </div>
        <Section title={texts.followed} query={followed}>
          {({ items, next }) =>
            items.length === 0 ? (
              <EmptyState title={texts.followedEmptyTitle}>{texts.followedEmpty}</EmptyState>
            ) : (
              <>
                <FollowedRows rows={items} />
                {next !== null && (
                  <Anchor component={Link} to="/hop-viec?muc=theo-doi" className={classes.more}>
                    {texts.allFollowed}
                  </Anchor>
                )}
              </>
            )
          }
        </Section>
      </div>
    </>
  );
}

function Summary() {
  const summary = useQuery(summaryQuery);
  if (summary.data === undefined) return summary.isError ? <ErrorState error={summary.error} onRetry={() => void summary.refetch()} /> : <Skeleton height={76} mb="sm" />;
  const { waiting, overdue, dueToday, dueSoon, returned } = summary.data;
  return (
    <>
      <p className="tabular">{texts.waiting(waiting)}</p>
      <CountLinks
        label={texts.counts}
        links={[
          { label: texts.count.waiting, count: waiting, to: '/hop-viec' },
          { label: texts.count.overdue, count: overdue, to: '/hop-viec?han=overdue', tone: 'late' },
          { label: texts.count.dueToday, count: dueToday, to: '/hop-viec?han=dueToday', tone: 'today' },
          { label: texts.count.dueSoon, count: dueSoon, to: '/hop-viec?han=dueSoon', tone: 'soon' },
          { label: texts.count.returned, count: returned, to: '/hop-viec?lai=1', tone: 'late' },
        ]}
      />
    </>
  );
}

function Registry() {
  const registry = useQuery(registryQuery);
  if (registry.data === undefined) return registry.isError ? <ErrorState error={registry.error} onRetry={() => void registry.refetch()} /> : <Skeleton height={76} mb="sm" />;
  const { arrived, number, send } = registry.data;
  return (
    <CountLinks
      label={texts.registry}
      links={[
        { label: texts.registryCount.arrived, count: arrived, to: '/van-ban-den?muc=cho-tiep-nhan', tone: 'soon' },
        { label: texts.registryCount.number, count: number, to: '/hop-viec?loai=issue-number', tone: 'soon' },
        { label: texts.registryCount.send, count: send, to: '/hop-viec?loai=submit', tone: 'soon' },
      ]}
    />
  );
}

/** Only when something came back. */
function Returned() {
  const returned = useQuery(firstReturnedQuery);
  if (returned.data === undefined || returned.data.items.length === 0) return null;
  return (
    <Section title={texts.returned} query={returned}>
      {({ items, total }) => (
        <>
          <WorkRows items={items} withReason />
          {total > items.length && (
            <Anchor component={Link} to="/hop-viec?lai=1" className={classes.more}>
              {texts.all(total)}
            </Anchor>
          )}
        </>
      )}
    </Section>
  );
}
