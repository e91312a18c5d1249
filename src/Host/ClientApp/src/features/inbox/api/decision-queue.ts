import { reachable } from '@/api/connection';
import { createStore } from '@/lib/store';
import { showToast } from '@/ui/toasts';
import { createDecisionQueue } from '../lib/decision-queue';
import { texts } from '../texts';
import { sendDecision } from './decide-work';

/** Grows with each queued decision that was answered: what was read before is out of date then. */
export const answeredCount = createStore(0);
const answered = () => answeredCount.set(answeredCount.get() + 1);

/** One for the whole application: it goes on sending when another page is opened. */
export const decisionQueue = createDecisionQueue({
  send: sendDecision,
  onSent: (decision) => {
    showToast({ text: texts.done(decision.action, decision.subject, decision.title) });
    answered();
  },
  onRefused: answered,
});

const retryEvery = 10_000;
let timer: ReturnType<typeof setInterval> | undefined;
const flush = () => void decisionQueue.flush();
const warn = (event: BeforeUnloadEvent) => event.preventDefault();

decisionQueue.store.subscribe(() => {
  const isWaiting = decisionQueue.store.get().some((one) => one.state !== 'refused');
  if (isWaiting && timer === undefined) {
    timer = setInterval(flush, retryEvery);
    window.addEventListener('online', flush);
    // Leaving would lose what is only in memory.
    window.addEventListener('beforeunload', warn);
  } else if (!isWaiting) {
    clearInterval(timer);
    timer = undefined;
    window.removeEventListener('online', flush);
    window.removeEventListener('beforeunload', warn);
  }
});
reachable.subscribe(() => {
  if (reachable.get() && timer !== undefined) flush();
});
