import { read } from './client';
import { hasCode } from './errors';
import type { components } from './schema';

type Notice = components['schemas']['NotificationRow'];

/** What the server tells while the page is open, by the name of the event. */
export interface LiveEvents {
  inbox: { count: number };
  notice: Pick<Notice, 'id' | 'kind' | 'text' | 'dossierId'>;
  /** Somebody decided a work item that was offered to the caller. */
  'work-item': { id: string; dossierId: string };
  dossier: { id: string };
  /** Too much happened meanwhile: everything is read again. */
  reload: Record<string, never>;
}

export type LiveName = keyof LiveEvents;
/** live: told at once; polling: asked every half minute; connecting: neither for the moment; off: nobody follows. */
export type LiveState = 'off' | 'connecting' | 'live' | 'polling';

const names: readonly LiveName[] = ['inbox', 'notice', 'work-item', 'dossier', 'reload'];
const silence = 65_000;
const pollEvery = 30_000;
const pollsBeforeRetry = 4;
/** The clock of this machine may be wrong by so much. */
const clockError = 10 * 60_000;

/**
 * Follows the server until the signal ends it. The browser reconnects by itself and says with Last-Event-ID where it was;
 * when the server refuses (too many pages open) or the stream stays silent, the notices are asked for instead, and the stream is tried again after a while.
 */
export function followLive(tell: <N extends LiveName>(name: N, data: LiveEvents[N]) => void, setState: (state: LiveState) => void, signal: AbortSignal): void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let askedAt = Date.now();
  // After a break a notice may come twice.
  const told = new Set<string>();
  let hasMissed = false;
  const isOver = () => signal.aborted;

  const tellOnce = <N extends LiveName>(name: N, data: LiveEvents[N]) => {
    if (name === 'notice') {
      const { id } = data as LiveEvents['notice'];
      if (told.has(id)) return false;
      told.add(id);
    }
    tell(name, data);
    return true;
  };
  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };
  const watch = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void poll(pollsBeforeRetry), silence);
  };
  const open = () => {
    close();
    if (isOver()) return;
    setState('connecting');
    const opened = (source = new EventSource('/api/live'));
    watch();
    opened.onopen = () => {
      setState('live');
      watch();
      // A new stream does not know where the last one stopped.
      if (hasMissed) tell('reload', {});
      hasMissed = false;
    };
    opened.onerror = () => {
      if (opened.readyState === EventSource.CLOSED) void poll(pollsBeforeRetry);
      else setState('connecting');
    };
    opened.addEventListener('heartbeat', watch);
    for (const name of names)
      opened.addEventListener(name, (event) => {
        watch();
        askedAt = Date.now();
        tellOnce(name, JSON.parse((event as MessageEvent<string>).data) as never);
      });
  };
  const poll = async (left: number): Promise<void> => {
    close();
    hasMissed = true;
    if (isOver()) return;
    const after = new Date(askedAt - clockError).toISOString();
    const now = Date.now();
    try {
      // When the session is over this asks to sign in again and then goes on.
      const { notifications } = await read('/api/notifications', { query: { after }, signal });
      setState('polling');
      askedAt = now;
      const fresh = notifications.items.filter((notice) => tellOnce('notice', notice));
      if (fresh.length > 0) tell('reload', {});
    } catch (error) {
      // Ended while it asked: who followed has let go of everything.
      if (isOver()) return;
      setState('connecting');
      // Nobody signed in again: the page leaves for the sign-in page.
      if (hasCode(error, 'session.missing')) return;
    }
    timer = setTimeout(() => (left > 0 ? void poll(left - 1) : open()), pollEvery);
  };

  signal.addEventListener('abort', () => {
    close();
    setState('off');
  });
  open();
}
