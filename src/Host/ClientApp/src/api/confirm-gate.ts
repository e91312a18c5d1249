import { createStore } from '@/lib/store';

/** The server wants the second factor again before it does what was asked. */
export interface WantedConfirmation {
  resume: () => void;
  giveUp: () => void;
}

/** Set while the dialog that asks for the code is open. */
export const wantedConfirmation = createStore<WantedConfirmation | null>(null);

let waiting: Promise<boolean> | null = null;

/** Asks once for all commands that wait; true when they may be sent again. */
export function waitForConfirmation(): Promise<boolean> {
  waiting ??= new Promise<boolean>((resolve) => {
    const end = (confirmed: boolean) => {
      waiting = null;
      wantedConfirmation.set(null);
      resolve(confirmed);
    };
    wantedConfirmation.set({ resume: () => end(true), giveUp: () => end(false) });
  });
  return waiting;
}
