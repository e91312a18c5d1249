import { Alert, Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useCommand } from '@/api/use-command';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { showToast } from '@/ui/toasts';
import { approveTogether, reviewTogether, type Approving } from '../api/approve-together';
import type { ReviewLine } from '../api/types';
import { texts } from '../texts';
import { ReviewRow, type RowResult } from './review-row';
import classes from './review-sheet.module.css';

interface ReviewSheetProps {
  ids: readonly string[];
  /** What approving them is called. */
  verb: string;
  onClose: (approved: ReadonlySet<string>) => void;
  onApproved: (approved: ReadonlySet<string>) => void;
  takeBack: (workItemId: string, subject: string) => Promise<boolean>;
  onUndone: () => void;
}

/** Several items at once: one line each with its risks, the riskiest first; what cannot be approved this way last, with the reason. Afterwards each line tells its result. */
export function ReviewSheet({ ids, verb: given, onClose, onApproved, takeBack, onUndone }: ReviewSheetProps) {
  // What is approved leaves the list, and with it what the words came from.
  const [verb] = useState(given);
  const [asked] = useState(() => ids.slice(0, 100));
  const review = useQuery({ queryKey: ['review-together', asked], queryFn: () => reviewTogether(asked), gcTime: 0, staleTime: Infinity, refetchOnWindowFocus: false });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [results, setResults] = useState<ReadonlyMap<string, RowResult>>(new Map());
  const approve = useCommand({
    run: (body: Approving, key) => approveTogether(body, key),
    onDone: (answer) => {
      const done = answer.results.filter((result) => result.approved).map((result) => result.workItemId);
      setResults(new Map(answer.results.map((result) => [result.workItemId, { ...result, isUndone: false }])));
      showToast({ text: texts.approvedCount(verb, done.length, answer.results.length) });
      onApproved(new Set(done));
    },
  });
  const lines = review.data?.lines ?? [];
  const possible = lines.filter((line) => line.excluded === null);
  const chosen = possible.filter((line) => !left.has(line.workItemId));
  const close = () => onClose(new Set([...results.values()].filter((result) => result.approved && !result.isUndone).map((result) => result.workItemId)));
  const undo = async (line: ReviewLine) => {
    if (!(await takeBack(line.workItemId, line.subject ?? ''))) return;
    onUndone();
    setResults((before) => {
      const result = before.get(line.workItemId);
      return result === undefined ? before : new Map(before).set(line.workItemId, { ...result, isUndone: true });
    });
  };
  const isDone = results.size > 0;
  return (
    <Modal opened onClose={close} title={texts.reviewTitle(verb)} size="xl" closeButtonProps={{ 'aria-label': texts.close }}>
      <Stack gap="sm">
        {review.isPending && <SkeletonRows rows={Math.min(asked.length, 8)} />}
        {review.isError && <ErrorState error={review.error} onRetry={() => void review.refetch()} />}
        {review.isSuccess && possible.length === 0 && <EmptyState title={texts.reviewNothing} />}
        {ids.length > asked.length && <Alert color="yellow">{texts.atMost(asked.length)}</Alert>}
        <ul className={classes.lines}>
          {lines.map((line) => (
            <li key={line.workItemId} className={classes.line}>
              {!isDone && line.excluded === null && (
                <Checkbox
                  size="sm"
                  aria-label={texts.include(line.title ?? '', line.subject ?? '')}
                  checked={!left.has(line.workItemId)}
                  onChange={(event) => {
                    const next = new Set(left);
                    if (event.currentTarget.checked) next.delete(line.workItemId);
                    else next.add(line.workItemId);
                    setLeft(next);
                  }}
                />
              )}
              <ReviewRow line={line} result={results.get(line.workItemId)} onUndo={() => void undo(line)} />
            </li>
          ))}
        </ul>
        {approve.isError && <ErrorState error={approve.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {isDone ? texts.close : texts.cancel}
          </Button>
          {!isDone && (
            <Button
              data-autofocus
              loading={approve.isPending}
              disabled={chosen.length === 0}
              onClick={() => approve.mutate({ items: chosen.flatMap((line) => (line.rowVersion === null ? [] : [{ id: line.workItemId, rowVersion: line.rowVersion }])), comment: null })}
            >
              {texts.approveCount(verb, chosen.length)}
            </Button>
          )}
        </Group>
        {isDone && (
          <Text role="status" size="sm">
            {texts.approvedCount(verb, [...results.values()].filter((result) => result.approved).length, results.size)}
          </Text>
        )}
      </Stack>
    </Modal>
  );
}
