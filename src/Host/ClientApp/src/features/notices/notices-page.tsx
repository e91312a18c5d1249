import { Button, Group, Paper } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { Page } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { showToast } from '@/ui/toasts';
import { noticesQuery, useMarkAllRead, useMarkRead } from './api/notices';
import { NoticeRow } from './components/notice-row';
import rows from './components/notice-row.module.css';
import { texts } from './texts';

/** Thông báo: all of one's own, unread ones first. */
export function NoticesPage() {
  const list = useInfiniteQuery(noticesQuery(50));
  const mark = useMarkRead();
  const markAll = useMarkAllRead((marked) => showToast({ text: texts.marked(marked) }));
  const notices = list.data?.pages.flatMap((page) => page.items);
  return (
    <Page
      title={texts.title}
      actions={
        <>
          <Button variant="default" component={Link} to="/tai-khoan?muc=thong-bao">
            {texts.settings}
          </Button>
          <Button variant="default" loading={markAll.isPending} onClick={() => markAll.mutate(undefined)}>
            {texts.markAll}
          </Button>
        </>
      }
    >
      <Paper withBorder>
        {list.isPending && <SkeletonRows rows={8} height={44} />}
        {list.isError && notices === undefined && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {notices?.length === 0 && <EmptyState title={texts.emptyTitle}>{texts.empty}</EmptyState>}
        {notices !== undefined && notices.length > 0 && (
          <ul className={rows.list}>
            {notices.map((notice) => (
              <NoticeRow key={notice.id} notice={notice} onRead={mark.mutate} />
            ))}
          </ul>
        )}
        {list.hasNextPage && (
          <Group justify="center" p="sm">
            <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {texts.more}
            </Button>
          </Group>
        )}
      </Paper>
    </Page>
  );
}
