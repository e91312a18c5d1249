import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, hasCode } from '@/api/errors';
import { saveWorkingCopy, type DraftContent } from '../api/drafting';
import type { SaveState } from '../lib/save-state';

const pause = 1_200;

export interface Autosave {
  state: SaveState;
  /** Saves at once what is not yet saved; tells whether all is saved then. */
  flush: () => Promise<boolean>;
  /** After another window saved: this text over that one. */
  overwrite: (rowVersion: number) => Promise<boolean>;
}

/** Keeps the text on the server a moment after each change, one request at a time. `first` is what the server has. */
export function useAutosave(workItemId: string, content: DraftContent, first: { rowVersion: number; savedAt: string | null; content: DraftContent }): Autosave {
  const [state, setState] = useState<SaveState>(first.savedAt === null ? { kind: 'untouched' } : { kind: 'saved', at: first.savedAt });
  const version = useRef(first.rowVersion);
  const saved = useRef(JSON.stringify(first.content));
  const wanted = useRef(content);
  const running = useRef<Promise<boolean> | null>(null);
  const isStopped = useRef(false);

  const save = useCallback(async (): Promise<boolean> => {
    if (running.current !== null) await running.current;
    const sending = wanted.current;
    const text = JSON.stringify(sending);
    if (text === saved.current) return true;
    if (isStopped.current) return false;
    setState({ kind: 'saving' });
    running.current = saveWorkingCopy(workItemId, sending, version.current).then(
      ({ rowVersion, savedAt }) => {
        version.current = rowVersion;
        saved.current = text;
        setState(JSON.stringify(wanted.current) === text ? { kind: 'saved', at: savedAt } : { kind: 'waiting' });
        return true;
      },
      (error: unknown) => {
        const isStale = hasCode(error, 'working-copy.stale');
        // Sending it again would change nothing until the reader has chosen.
        isStopped.current = isStale || (error instanceof ApiError && [403, 404].includes(error.status));
        setState(isStale ? { kind: 'stale' } : { kind: 'failed', error });
        return false;
      },
    );
    const isDone = await running.current;
    running.current = null;
    return isDone && JSON.stringify(wanted.current) === saved.current;
  }, [workItemId]);

  useEffect(() => {
    wanted.current = content;
    if (JSON.stringify(content) === saved.current) return;
    setState((before) => (before.kind === 'stale' ? before : { kind: 'waiting' }));
    const timer = setTimeout(() => void save(), pause);
    return () => clearTimeout(timer);
  }, [content, save]);

  // Whoever goes on to the next item takes nothing unsaved along.
  useEffect(() => () => void save(), [save]);

  const overwrite = useCallback(
    (rowVersion: number) => {
      version.current = rowVersion;
      isStopped.current = false;
      return save();
    },
    [save],
  );
  return { state, flush: save, overwrite };
}
