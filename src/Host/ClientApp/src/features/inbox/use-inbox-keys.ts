import { useRef } from 'react';
import { useShortcut } from '@/ui/use-shortcut';
import { focusDocument, focusRow } from './lib/focus';
import { rangeOf, toggle } from './lib/selection';
import { texts } from './texts';

interface InboxKeys {
  ids: readonly string[];
  openId: string | null;
  open: (id: string | null) => void;
  selected: ReadonlySet<string>;
  onSelected: (selected: ReadonlySet<string>) => void;
}

/** Going through the list and choosing in it by keyboard. */
export function useInboxKeys({ ids, openId, open, selected, onSelected }: InboxKeys): void {
  const group = texts.keysGroup;
  const anchor = useRef<string | null>(null);
  const place = openId === null ? -1 : ids.indexOf(openId);
  const go = (to: number) => {
    const id = ids[to];
    if (id !== undefined) open(id);
  };
  useShortcut('j', texts.keys.next, () => go(place + 1), { group });
  useShortcut('k', texts.keys.previous, () => go(place < 0 ? 0 : place - 1), { group });
  useShortcut('Enter', texts.keys.open, () => (openId === null ? go(0) : focusDocument()), { group });
  useShortcut(
    'Escape',
    texts.keys.back,
    () => {
      if (openId === null) return;
      const row = document.querySelector<HTMLElement>(`[data-work="${CSS.escape(openId)}"]`);
      // First from the document to its row, then away from it.
      if (row === null || row.offsetParent === null || document.activeElement === row) open(null);
      else focusRow(openId);
    },
    { group },
  );
  useShortcut(
    'x',
    texts.keys.select,
    () => {
      if (place < 0 || openId === null) return;
      anchor.current = openId;
      onSelected(toggle(selected, openId));
    },
    { group },
  );
  useShortcut(
    'Shift+x',
    texts.keys.range,
    () => {
      if (openId !== null) onSelected(new Set([...selected, ...rangeOf(ids, anchor.current, openId)]));
    },
    { group },
  );
}
