import { Anchor, Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { liveState } from '@/api/live';
import { useStore } from '@/lib/store';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { showToast } from '@/ui/toasts';
import { noticesQuery, useMarkAllRead, useMarkRead } from '../api/notices';
import { texts } from '../texts';
import classes from './notice-bell.module.css';
import { NoticeRow } from './notice-row';
import rows from './notice-row.module.css';

/** The newest notices below the bell. */
export function NoticePanel({ onClose }: { onClose: () => void }) {
  const list = useInfiniteQuery(noticesQuery(10));
  const state = useStore(liveState);
  const mark = useMarkRead();
  const markAll = useMarkAllRead((marked) => showToast({ text: texts.marked(marked) }));
  const notices = list.data?.pages[0]?.items;
  return (
    <>
      <div className={classes.head}>
        <h2 className={classes.heading}>{texts.title}</h2>
        <Button variant="subtle" size="compact-sm" loading={markAll.isPending} onClick={() => markAll.mutate(undefined)}>
          {texts.markAll}
        </Button>
      </div>
      {(state === 'polling' || state === 'connecting') && <p className={classes.state}>{texts[state]}</p>}
      {/* Scrolled by keyboard too. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={texts.title}>
        {list.isPending && <SkeletonRows rows={4} />}
        {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {notices?.length === 0 && <EmptyState title={texts.emptyTitle}>{texts.empty}</EmptyState>}
        {notices !== undefined && notices.length > 0 && (
          <ul className={rows.list}>
            {notices.map((notice) => (
              <NoticeRow key={notice.id} notice={notice} onRead={mark.mutate} onGo={onClose} />
            ))}
          </ul>
        )}
      </div>
      <div className={classes.foot}>
        <Anchor component={Link} to="/thong-bao" onClick={onClose}>
          {texts.all}
        </Anchor>
        <Anchor component={Link} to="/tai-khoan?muc=thong-bao" onClick={onClose}>
          {texts.settings}
        </Anchor>
      </div>
    </>
  );
}
