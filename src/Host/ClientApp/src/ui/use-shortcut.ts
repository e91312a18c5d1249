import { useEffect, useEffectEvent } from 'react';
import { meaningOf, nameOf, type Keys } from '@/lib/shortcuts';
import { createStore } from '@/lib/store';

export interface Shortcut {
  keys: Keys;
  /** What it does, for the help. */
  label: string;
  /** Heading in the help, for instance the page. */
  group?: string;
  run: () => void;
}

/** All that work now, oldest first; the newest wins where two use the same keys. */
export const shortcuts = createStore<readonly Shortcut[]>([]);

const pairTimeout = 1_000;

/** Registers a shortcut while the component is shown. `isOn` false takes it out. */
export function useShortcut(keys: Keys, label: string, run: () => void, { group, isOn = true }: { group?: string; isOn?: boolean } = {}): void {
  const onRun = useEffectEvent(run);
  useEffect(() => {
    if (!isOn) return;
    const shortcut: Shortcut = { keys, label, group, run: () => onRun() };
    shortcuts.set([...shortcuts.get(), shortcut]);
    return () => shortcuts.set(shortcuts.get().filter((other) => other !== shortcut));
  }, [keys, label, group, isOn]);
}

/** Listens to the keyboard. Once in the application. */
export function useShortcutKeys(): void {
  useEffect(() => {
    let pending: { key: string; at: number } | null = null;
    const onKeyDown = (event: KeyboardEvent) => {
      const name = nameOf(event);
      if (name === null || event.defaultPrevented || event.isComposing || isTyping(event.target)) return;
      const all = shortcuts.get();
      const first = pending !== null && event.timeStamp - pending.at < pairTimeout ? pending.key : null;
      const meaning = meaningOf(first, name, all.map((shortcut) => shortcut.keys));
      pending = meaning !== null && 'pending' in meaning ? { key: meaning.pending, at: event.timeStamp } : null;
      if (meaning === null || !('run' in meaning)) return;
      // Keys that press what has the focus stay with it.
      if ((name === 'Enter' || name === ' ') && event.target instanceof HTMLElement && event.target.closest('button, a, [role="menuitem"]') !== null) return;
      event.preventDefault();
      all.findLast((shortcut) => shortcut.keys === meaning.run)?.run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

// Also inside a dialog or an open menu: what lies below must not act.
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest('input, textarea, select, [role="dialog"], [role="menu"], [role="listbox"]') !== null;
}
