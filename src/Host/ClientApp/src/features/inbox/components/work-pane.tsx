import { Alert, Button, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { ConnectionError } from '@/api/errors';
import { useLive } from '@/api/live';
import { useStore } from '@/lib/store';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { decisionQueue } from '../api/decision-queue';
import type { Decision, DecisionAction } from '../api/decide-work';
import { workItemQuery } from '../api/read-work-item';
import type { WorkItemDetail } from '../api/types';
import type { ActionCode } from '../lib/actions';
import { focusDocument } from '../lib/focus';
import { keptTexts } from '../lib/kept-texts';
import type { DocumentTab } from '../lib/inbox-address';
import { texts } from '../texts';
import type { Deciding } from '../use-decide';
import { ActionBar } from './action-bar';
import { WorkBody } from './work-body';
import { WorkEnd } from './work-end';
import classes from './work-pane.module.css';

const ActionDialog = lazy(async () => ({ default: (await import('./action-dialog')).ActionDialog }));

interface WorkPaneProps {
  id: string;
  tab: DocumentTab | '';
  onTab: (tab: DocumentTab) => void;
  deciding: Deciding;
  nextId: string | null;
  /** Left out where the list is not one of things to do. */
  onNext?: () => void;
  /** Something that leaves the item open has changed. */
  onChanged: () => void;
}

/** One work item: what is asked with its buttons, the summary, and everything to be read before deciding. */
export function WorkPane(props: WorkPaneProps) {
  const { id, nextId, onNext } = props;
  const queries = useQueryClient();
  const detail = useQuery(workItemQuery(id));
  const { data, refetch } = detail;
  // Withdrawn, answered or handed over: the page says so while it is open.
  useLive('dossier', (event) => {
    if (event.id !== data?.dossierId) return;
    void refetch();
    for (const document of [data.incoming, data.outgoing]) if (document !== null) void queries.invalidateQueries({ queryKey: ['documents', document.id] });
  });
  const isLoaded = data !== undefined;
  // The next one is there at once after the decision.
  useEffect(() => {
    if (isLoaded && nextId !== null) queries.query({ ...workItemQuery(nextId), staleTime: 60_000 }).catch(() => undefined);
  }, [isLoaded, nextId, queries]);
  useEffect(() => {
    if (isLoaded && window.matchMedia('(max-width: 48em)').matches) focusDocument();
  }, [isLoaded]);

  if (data === undefined)
    return detail.isPending ? (
      <SkeletonRows rows={10} />
    ) : (
      <>
        <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />
        {onNext !== undefined && (
          <Button variant="default" m="md" onClick={onNext}>
            {texts.nextItem}
          </Button>
        )}
      </>
    );
  return <Work {...props} detail={data} isFromMemory={detail.error instanceof ConnectionError} />;
}

function Work({ detail, isFromMemory, tab, onTab, deciding, onNext, onChanged }: WorkPaneProps & { detail: WorkItemDetail; isFromMemory: boolean }) {
  const { item, subject } = detail;
  const { decide, concede } = deciding;
  const [asking, setAskingState] = useState<ActionCode | null>(null);
  const before = useRef<Element | null>(null);
  const setAsking = (code: ActionCode | null) => {
    if (code !== null) before.current = document.activeElement;
    // The dialog is gone at once; what had the focus before has it again, unless another item opens.
    else if (before.current instanceof HTMLElement && before.current !== document.body) requestAnimationFrame(() => (before.current as HTMLElement | null)?.focus());
    else requestAnimationFrame(focusDocument);
    setAskingState(code);
  };
  const queued = useStore(decisionQueue.store).find((one) => one.workItemId === item.id && one.state !== 'refused');
  const isOpen = item.state === 'open';

  const decisionOf = (action: DecisionAction, body: Decision['body'] = {}): Decision => ({ action, workItemId: item.id, rowVersion: item.rowVersion, body, subject, title: item.title });
  const send = (action: DecisionAction, body?: Decision['body']) => {
    const decision = decisionOf(action, body);
    decide.mutate(decision, {
      onSuccess: () => {
        setAsking(null);
        keptTexts(`${item.id} ${action}`).set('');
      },
      onError: (error) => asking === null && concede(error, decision),
    });
  };
  const act = (code: ActionCode) => {
    if (decide.isPending) return;
    decide.reset();
    if (code === 'approve') send('approve');
    else if (code === 'assign') document.querySelector<HTMLElement>('[data-first-field] input')?.focus();
    else if (code === 'submit-draft') document.querySelector<HTMLElement>('[data-draft] input, [data-draft] textarea')?.focus();
    else if (code === 'recall') void deciding.recall(item.id, subject);
    else setAsking(code);
  };
  return (
    <article className={classes.pane} aria-labelledby="tieu-de-viec">
      <ActionBar detail={detail} isBusy={decide.isPending} isOff={queued !== undefined || (!isOpen && item.actions.length === 0)} onAct={act} />
      <div className={classes.scroll}>
        {isFromMemory && <Text className={classes.notice}>{texts.noConnection}</Text>}
        {queued !== undefined && (
          <Alert role="status" color="yellow" m="sm" title={texts.queued}>
            {texts.queueDetail}
          </Alert>
        )}
        {decide.isError && asking === null && decide.variables.workItemId === item.id && <ErrorState error={decide.error} />}
        {!isOpen && <WorkEnd detail={detail} onNext={onNext} />}
        <WorkBody detail={detail} tab={tab} onTab={onTab} isOff={!isOpen || queued !== undefined} isBusy={decide.isPending} onSend={send} onSubmitted={() => deciding.onGone(item.id, texts.submitted)} />
      </div>
      {asking !== null && (
        <Suspense fallback={null}>
          <ActionDialog
            code={asking}
            detail={detail}
            isBusy={decide.isPending}
            error={decide.error}
            onSend={send}
            onClose={() => {
              setAsking(null);
              // After a refusal in the dialog that ends the item, closing it moves on.
              if (decide.error !== null) concede(decide.error, decide.variables);
              decide.reset();
            }}
            onChanged={() => {
              setAsking(null);
              onChanged();
            }}
            onLeft={(words) => {
              setAsking(null);
              deciding.onGone(item.id, words);
            }}
          />
        </Suspense>
      )}
    </article>
  );
}
