import { ActionIcon, Tooltip } from '@mantine/core';
import { IconBell, IconCheck, IconClockExclamation, IconFileArrowLeft, IconInfoCircle, IconSend, IconUserExclamation } from '@tabler/icons-react';
import { Link } from 'react-router';
import { DateText } from '@/ui/date-text';
import type { Notice } from '../api/notices';
import { texts } from '../texts';
import classes from './notice-row.module.css';

const icons: Partial<Record<string, typeof IconBell>> = {
  assigned: IconUserExclamation,
  reminder: IconClockExclamation,
  escalation: IconClockExclamation,
  returned: IconFileArrowLeft,
  delivery: IconSend,
  information: IconInfoCircle,
};

/** One notice: opening it goes to its dossier and marks it as read. */
export function NoticeRow({ notice, onRead, onGo }: { notice: Notice; onRead: (id: string) => void; onGo?: () => void }) {
  const Icon = icons[notice.kind] ?? IconBell;
  const isUnread = notice.readAt === null;
  const go = () => {
    if (isUnread) onRead(notice.id);
    onGo?.();
  };
  const content = (
    <>
      <span className={classes.text}>{notice.text}</span>
      <span className={classes.facts}>
        {isUnread && <b className={classes.unread}>{texts.unread}</b>}
        <DateText value={notice.at} withTime />
      </span>
    </>
  );
  return (
    <li className={classes.row} data-unread={isUnread || undefined}>
      <Icon size={16} aria-hidden className={classes.icon} />
      {notice.dossierId === null ? (
        <div className={classes.content}>{content}</div>
      ) : (
        <Link to={`/ho-so/${notice.dossierId}`} className={classes.content} onClick={go}>
          {content}
        </Link>
      )}
      {isUnread && (
        <Tooltip label={texts.mark}>
          <ActionIcon variant="subtle" aria-label={`${texts.mark}: ${notice.text}`} onClick={() => onRead(notice.id)}>
            <IconCheck size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </li>
  );
}
