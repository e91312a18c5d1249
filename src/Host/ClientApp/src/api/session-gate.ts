import { createStore } from '@/lib/store';

/** Somebody must sign in again before the waiting requests go on. */
export interface EndedSession {
  resume: () => void;
  giveUp: () => void;
}

/** Set while the "session ended" dialog is open. */
export const endedSession = createStore<EndedSession | null>(null);

let waiting: Promise<boolean> | null = null;

/** Asks once for all requests that wait; true when they may be sent again. */
export function waitForSignIn(): Promise<boolean> {
  waiting ??= new Promise<boolean>((resolve) => {
    const end = (signedIn: boolean) => {
      waiting = null;
      endedSession.set(null);
      resolve(signedIn);
    };
    endedSession.set({ resume: () => end(true), giveUp: () => end(false) });
  });
  return waiting;
}
