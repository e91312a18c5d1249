import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { createStore } from '@/lib/store';
import { followLive, type LiveEvents, type LiveName, type LiveState } from './live-connection';
import { useUser } from './session';

export type { LiveEvents, LiveName, LiveState } from './live-connection';

/** How this tab hears of what happens. */
export const liveState = createStore<LiveState>('off');

type Message = { name: LiveName; data: unknown } | { state: LiveState } | { ask: true };

const listeners = new Map<LiveName, Set<(data: never) => void>>();
const hiddenFor = 5 * 60_000;
const gatherFor = 150;

function dispatch(name: LiveName, data: unknown): void {
  listeners.get(name)?.forEach((listener) => listener(data as never));
}

/** Runs `handler` whenever the server tells this. The queries concerned are read again without it. */
export function useLive<N extends LiveName>(name: N, handler: (data: LiveEvents[N]) => void): void {
  const onEvent = useEffectEvent(handler);
  useEffect(() => {
    const listener = (data: LiveEvents[N]) => onEvent(data);
    const all = listeners.get(name) ?? new Set();
    listeners.set(name, all.add(listener));
    return () => {
      all.delete(listener);
    };
  }, [name]);
}

/**
 * Follows the server and reads again what changed. Once in the application, below the shell.
 * All tabs of a person share one connection: the tab that holds the lock has it and tells the others. A tab hidden for minutes lets go.
 */
export function useLiveUpdates(): void {
  const queries = useQueryClient();
  const { sessionId } = useUser();

  useEffect(() => {
    const changed = new Map<string, QueryKey>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    // A decision comes as several events; what they touch is read once.
    const readAgain = (...keys: QueryKey[]) => {
      for (const key of keys) changed.set(JSON.stringify(key), key);
      timer ??= setTimeout(() => {
        timer = undefined;
        const all = [...changed.values()];
        changed.clear();
        for (const queryKey of all) void queries.invalidateQueries({ queryKey });
      }, gatherFor);
    };
    let isFirst = true;
    const ends = [
      listen('inbox', () => {
        // The first one only greets; the list on the page has just been read.
        readAgain(isFirst ? ['inbox', 'summary'] : ['inbox']);
        isFirst = false;
      }),
      listen('notice', () => readAgain(['notifications'])),
      listen('work-item', ({ id, dossierId }) => readAgain(['work-item', id], ['dossier', dossierId], ['inbox'])),
      listen('dossier', ({ id }) => readAgain(['dossier', id])),
      listen('reload', () => void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })),
    ];
    return () => {
      clearTimeout(timer);
      ends.forEach((end) => end());
    };
  }, [queries]);

  useEffect(() => (typeof EventSource === 'undefined' ? undefined : shareConnection(sessionId)), [sessionId]);
}

function listen<N extends LiveName>(name: N, listener: (data: LiveEvents[N]) => void): () => void {
  const all = listeners.get(name) ?? new Set();
  listeners.set(name, all.add(listener));
  return () => all.delete(listener);
}

function shareConnection(sessionId: string): () => void {
  const channel = new BroadcastChannel(`lien-thong-live-${sessionId}`);
  let taking: AbortController | null = null;
  let isLeader = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const post = (message: Message) => channel.postMessage(message);
  const setState = (state: LiveState) => {
    liveState.set(state);
    post({ state });
  };
  const take = () => {
    if (taking !== null) return;
    const { signal } = (taking = new AbortController());
    const lead = () =>
      new Promise<void>((resolve) => {
        isLeader = true;
        signal.addEventListener('abort', () => {
          isLeader = false;
          resolve();
        });
        followLive(
          (name, data) => {
            dispatch(name, data);
            post({ name, data });
          },
          setState,
          signal,
        );
      });
    navigator.locks.request(`lien-thong-live-${sessionId}`, { signal }, lead).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  };
  const letGo = () => {
    taking?.abort();
    taking = null;
  };
  const onVisibility = () => {
    clearTimeout(timer);
    if (document.visibilityState === 'hidden') {
      timer = setTimeout(letGo, hiddenFor);
    } else if (taking === null) {
      take();
      dispatch('reload', {});
    }
  };
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if ('ask' in data) {
      if (isLeader) post({ state: liveState.get() });
    } else if ('state' in data) {
      liveState.set(data.state);
    } else {
      dispatch(data.name, data.data);
    }
  };
  document.addEventListener('visibilitychange', onVisibility);
  take();
  post({ ask: true });
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', onVisibility);
    letGo();
    channel.close();
  };
}
