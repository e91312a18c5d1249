import { useEffect, useState } from 'react';
import { fetchContent } from '../api/fetch-content';

export interface FileState {
  file: Blob | null;
  /** 0 to 1. */
  part: number;
  error: unknown;
  retry: () => void;
}

/** The whole file behind an address, with how much of it has come. */
export function useFile(address: string): FileState {
  const [attempt, setAttempt] = useState(0);
  const asked = `${attempt} ${address}`;
  const [state, setState] = useState<{ asked: string; file: Blob | null; part: number; error: unknown }>({ asked, file: null, part: 0, error: null });
  useEffect(() => {
    const stop = new AbortController();
    fetchContent(address, stop.signal, (part) => setState({ asked, file: null, part, error: null })).then(
      (file) => setState({ asked, file, part: 1, error: null }),
      (error: unknown) => {
        if (!stop.signal.aborted) setState({ asked, file: null, part: 0, error });
      },
    );
    return () => stop.abort();
  }, [address, asked]);
  const isOld = state.asked !== asked;
  return { file: isOld ? null : state.file, part: isOld ? 0 : state.part, error: isOld ? null : state.error, retry: () => setAttempt((count) => count + 1) };
}
