import { Text } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { formatMoment } from '@/lib/dates';
import type { WorkItemDetail } from '../api/drafting';
import { draftTexts as texts } from '../draft-texts';
import { lastReturn } from '../lib/draft';
import classes from './draft.module.css';

/** Why the draft came back, and what others wrote about it. In the inbox the reason stands already above the tabs. */
export function ReturnedNotice({ detail, isPage }: { detail: WorkItemDetail; isPage: boolean }) {
  const last = isPage ? lastReturn(detail) : null;
  const open = detail.comments.filter((comment) => (comment.resolvedAt ?? null) === null);
  if (last === null && open.length === 0) return null;
  return (
    <section className={`${classes.section ?? ''} ${classes.returned ?? ''}`} aria-label={last === null ? texts.comments : texts.returned(detail.item.round)}>
      {last !== null && (
        <>
          <Text fw={600}>
            <IconArrowBackUp size={16} aria-hidden style={{ verticalAlign: '-3px', marginInlineEnd: 6 }} />
            {texts.returned(detail.item.round)}
          </Text>
          <Text className={classes.reason}>{last.comment ?? texts.noReason}</Text>
          <Text size="sm" c="dimmed">
            {texts.returnedBy(last.as ?? last.by ?? '', formatMoment(last.at))}
          </Text>
        </>
      )}
      {open.length > 0 && (
        <div style={{ marginTop: last === null ? 0 : 8 }}>
          <Text fw={600}>{texts.comments}</Text>
          {open.map((comment) => (
            <div key={comment.id} className={classes.comment}>
              <Text className={classes.reason}>{comment.text}</Text>
              <Text size="sm" c="dimmed">
                {texts.returnedBy(comment.author ?? '', formatMoment(comment.at))}
              </Text>
            </div>
          ))}
        </div>
      )}
    </section>
  );
}
