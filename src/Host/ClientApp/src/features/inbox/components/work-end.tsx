import { Alert, Button } from '@mantine/core';
import { formatMoment } from '@/lib/dates';
import type { WorkItemDetail } from '../api/types';
import { outcomeText, texts } from '../texts';

/** Why there is nothing to decide any more. */
export function WorkEnd({ detail, onNext }: { detail: WorkItemDetail; onNext?: () => void }) {
  const { item, recall } = detail;
  return (
    <Alert role="alert" color={item.state === 'done' ? 'blue' : 'yellow'} variant="outline" m="sm">
      {item.decidedAt === null ? texts.withdrawn : texts.decided(item.decidedBy, formatMoment(item.decidedAt), outcomeText(item.outcome, item.title))} {recall?.possible === true ? recall.until : recall?.because}{' '}
      {onNext !== undefined && (
        <Button size="compact-sm" variant="default" onClick={onNext}>
          {texts.nextItem}
        </Button>
      )}
    </Alert>
  );
}
