import { createStore, type Store } from '@/lib/store';
import { ApiError, ConnectionError } from '@/api/errors';
import type { Decision } from '../api/decide-work';
import type { Decided } from '../api/types';

/** A decision made without a connection. In memory only: nothing of a document is kept in the browser's storage. */
export interface QueuedDecision extends Decision {
  /** Sent with it each time, so that it is done once. */
  key: string;
  state: 'waiting' | 'sending' | 'refused';
  /** Why it was refused when it came through. */
  refusal: string | null;
}

interface QueueSettings {
  send: (decision: Decision, key: string) => Promise<Decided>;
  onSent: (decision: QueuedDecision, answer: Decided) => void;
  onRefused: (decision: QueuedDecision, error: ApiError) => void;
}

export interface DecisionQueue {
  store: Store<readonly QueuedDecision[]>;
  add: (decision: Decision, key: string) => void;
  /** Takes one out that is not on its way. */
  cancel: (key: string) => void;
  /** Sends what waits, in its order, until the connection fails again. */
  flush: () => Promise<void>;
}

export function createDecisionQueue({ send, onSent, onRefused }: QueueSettings): DecisionQueue {
  const store = createStore<readonly QueuedDecision[]>([]);
  const change = (key: string, next: Partial<QueuedDecision>) => store.set(store.get().map((one) => (one.key === key ? { ...one, ...next } : one)));
  const remove = (key: string) => store.set(store.get().filter((one) => one.key !== key));
  let isFlushing = false;

  const sendOne = async (decision: QueuedDecision): Promise<boolean> => {
    change(decision.key, { state: 'sending' });
    try {
      const answer = await send(decision, decision.key);
      remove(decision.key);
      onSent(decision, answer);
      return true;
    } catch (error) {
      // Only a refusal ends it; after anything else nobody knows whether it was done, and it is sent again with its key.
      if (error instanceof ApiError && error.status < 500) {
        change(decision.key, { state: 'refused', refusal: error.detail });
        onRefused(decision, error);
        return true;
      }
      change(decision.key, { state: 'waiting' });
      if (error instanceof ApiError || error instanceof ConnectionError) return false;
      throw error;
    }
  };

  return {
    store,
    add: (decision, key) => store.set([...store.get(), { ...decision, key, state: 'waiting', refusal: null }]),
    cancel: (key) => {
      if (store.get().find((one) => one.key === key)?.state !== 'sending') remove(key);
    },
    flush: async () => {
      if (isFlushing) return;
      isFlushing = true;
      try {
        for (let next = store.get().find((one) => one.state === 'waiting'); next !== undefined; next = store.get().find((one) => one.state === 'waiting'))
          if (!(await sendOne(next))) return;
      } finally {
        isFlushing = false;
      }
    },
  };
}
