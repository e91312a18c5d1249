import { useQueryClient } from '@tanstack/react-query';
import { ApiError, ConnectionError, hasCode } from '@/api/errors';
import { useCommand } from '@/api/use-command';
import { explain } from '@/ui/error-state';
import { showToast } from '@/ui/toasts';
import { decisionQueue } from './api/decision-queue';
import { sendDecision, type Decision } from './api/decide-work';
import { recallWork } from './api/recall-work';
import type { Decided } from './api/types';
import { mayWait } from './lib/actions';
import { texts } from './texts';

/** Somebody else was faster, or the item was taken back: there is nothing left to decide. */
export function isGone(error: unknown): error is ApiError {
  return hasCode(error, 'work-item.decided', 'work-item.cancelled', 'work-item.not-found', 'work-item.handed-over', 'work-item.moved');
}

interface DecideSettings {
  /** The item has left the list, by this decision or by another one. */
  onGone: (workItemId: string, words: string) => void;
  /** The decision waits for the connection; the item stays in the list. */
  onQueued: (workItemId: string, words: string) => void;
  /** The item is back in the list. */
  onRecalled: (workItemId: string) => void;
}

/** Sends decisions. Without a connection they wait in the queue, those that may; what was decided can be taken back from the line that tells of it. */
export function useDecide({ onGone, onQueued, onRecalled }: DecideSettings) {
  const queries = useQueryClient();
  /** Whether the decision was taken back; says so or why not. */
  const takeBack = async (workItemId: string, subject: string): Promise<boolean> => {
    try {
      await recallWork(workItemId);
      showToast({ text: texts.recalled(subject) });
      return true;
    } catch (error) {
      showToast({ text: explain(error).detail, tone: 'failed' });
      return false;
    } finally {
      void queries.invalidateQueries({ queryKey: ['work-item', workItemId] });
    }
  };
  const recall = async (workItemId: string, subject: string) => {
    if (await takeBack(workItemId, subject)) onRecalled(workItemId);
  };
  const decide = useCommand<Decision, Decided | null>({
    run: async (decision, key) => {
      try {
        return await sendDecision(decision, key);
      } catch (error) {
        if (!(error instanceof ConnectionError) || !mayWait(decision.action)) throw error;
        decisionQueue.add(decision, key);
        return null;
      }
    },
    onDone: (answer, { action, workItemId, subject, title }) => {
      const words = answer === null ? texts.queuedToast(action, subject, title) : texts.done(action, subject, title);
      showToast({ text: words, undo: answer?.canRecall === true ? () => void recall(workItemId, subject) : undefined });
      (answer === null ? onQueued : onGone)(workItemId, words);
      if (answer !== null) void queries.invalidateQueries({ queryKey: ['work-item', workItemId] });
    },
  });
  /** Tells of a refusal that ends the item and moves on; false when the reader must act on the refusal. */
  const concede = (error: unknown, { workItemId }: Decision): boolean => {
    void queries.invalidateQueries({ queryKey: ['work-item', workItemId] });
    if (!isGone(error)) return false;
    showToast({ text: error.detail, tone: 'failed' });
    onGone(workItemId, error.detail);
    return true;
  };
  return { decide, concede, recall, takeBack, onGone };
}

export type Deciding = ReturnType<typeof useDecide>;
