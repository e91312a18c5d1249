import { Button, Text } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useStore } from '@/lib/store';
import { showToast } from '@/ui/toasts';
import { decisionQueue } from '../api/decision-queue';
import { texts } from '../texts';
import classes from './queue-notice.module.css';

/** What was decided without a connection and is not sent yet, and what was refused when it came through. Stays until it is settled. */
export function QueueNotice() {
  const queue = useStore(decisionQueue.store);
  if (queue.length === 0) return null;
  const waiting = queue.filter((one) => one.state !== 'refused').length;
  const cancel = (key: string) => {
    decisionQueue.cancel(key);
    showToast({ text: texts.cancelledQueued });
  };
  return (
    <aside className={classes.notice} aria-label={texts.queueTitle(queue.length)}>
      {waiting > 0 && (
        <Text fw={600} role="status">
          <IconSend size={14} aria-hidden /> {texts.queueTitle(waiting)}. <Text span>{texts.queueDetail}</Text>
        </Text>
      )}
      <ul className={classes.lines}>
        {queue.map((one) => (
          <li key={one.key} className={classes.line} data-state={one.state}>
            <span>
              {texts.queuedDecision(one.action, one.subject, one.title)}
              {one.state === 'refused' && (
                <span role="alert">
                  {' '}
                  <b>{texts.refusedQueued}:</b> {one.refusal}
                </span>
              )}
            </span>
            {one.state === 'waiting' && (
              <Button size="compact-xs" variant="default" onClick={() => cancel(one.key)}>
                {texts.cancelQueued}
              </Button>
            )}
            {one.state === 'sending' && <span>{texts.sending}</span>}
            {one.state === 'refused' && (
              <Button size="compact-xs" variant="default" onClick={() => decisionQueue.cancel(one.key)}>
                {texts.dismiss}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </aside>
  );
}
