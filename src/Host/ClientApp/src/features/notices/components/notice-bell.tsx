import { ActionIcon, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useLive } from '@/api/live';
import { attention } from '@/lib/attention';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { unreadQuery } from '../api/notices';
import { texts } from '../texts';
import classes from './notice-bell.module.css';

const NoticePanel = lazy(async () => ({ default: (await import('./notice-panel')).NoticePanel }));

/** The bell in the header: how many are unread, and what they say. New ones are read out when they come. */
export function NoticeBell() {
  const [isOpen, panel] = useDisclosure();
  const [newest, setNewest] = useState('');
  const unread = useQuery(unreadQuery).data ?? 0;
  useLive('notice', ({ text }) => setNewest(text));
  useEffect(() => attention.set(unread), [unread]);
  return (
    <Popover opened={isOpen} onChange={(opened) => !opened && panel.close()} position="bottom-end" width="min(420px, calc(100vw - 16px))" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon className={classes.bell} variant="transparent" c="inherit" size={36} aria-label={texts.bell(unread)} aria-expanded={isOpen} onClick={panel.toggle}>
          <IconBell size={20} aria-hidden />
          {unread > 0 && (
            <span className={classes.count} aria-hidden>
              {texts.countOf(unread)}
            </span>
          )}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={texts.title}>
        <Suspense fallback={<SkeletonRows rows={4} />}>
          <NoticePanel onClose={panel.close} />
        </Suspense>
      </Popover.Dropdown>
      <span className={classes.spoken} role="status" aria-live="polite">
        {newest === '' ? '' : texts.fresh(newest)}
      </span>
    </Popover>
  );
}
