import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { To } from 'react-router';
import type { InboxItem } from '../api/types';
import { texts } from '../texts';
import { InboxRow } from './inbox-row';
import classes from './inbox-list.module.css';

interface InboxListProps {
  items: readonly InboxItem[];
  total: number;
  openId: string | null;
  selected: ReadonlySet<string>;
  queued: ReadonlySet<string>;
  addressOf: (id: string) => To;
  onSelect: (id: string, withRange: boolean) => void;
  onEnd: () => void;
}

/** Thousands of rows, of which only those in sight are in the page. The open one is kept in sight. */
export function InboxList({ items, total, openId, selected, queued, addressOf, onSelect, onEnd }: InboxListProps) {
  const scroll = useRef<HTMLDivElement>(null);
  // The virtualizer keeps what it measured in itself; we use no compiler that would remember its answers.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 72,
    getItemKey: (index) => items[index]?.work.workItemId ?? index,
    overscan: 8,
  });
  const rows = virtual.getVirtualItems();
  const lastSeen = rows.at(-1)?.index ?? -1;
  useEffect(() => {
    if (items.length > 0 && lastSeen >= items.length - 10) onEnd();
  }, [items.length, lastSeen, onEnd]);

  const openAt = openId === null ? -1 : items.findIndex((item) => item.work.workItemId === openId);
  useEffect(() => {
    if (openAt >= 0) virtual.scrollToIndex(openAt, { align: 'auto' });
  }, [openAt, virtual]);

  return (
    <div ref={scroll} className={classes.scroll}>
      <ul className={classes.list} aria-label={texts.list} style={{ height: virtual.getTotalSize() }}>
        {rows.map((row) => {
          const item = items[row.index];
          if (item === undefined) return null;
          const id = item.work.workItemId;
          return (
            <li
              key={id}
              ref={virtual.measureElement}
              data-index={row.index}
              aria-posinset={row.index + 1}
              aria-setsize={total}
              className={classes.item}
              style={{ transform: `translateY(${row.start}px)` }}
            >
              <InboxRow
                item={item}
                to={addressOf(id)}
                isOpen={id === openId}
                isReplacing={openId !== null}
                isSelected={selected.has(id)}
                isQueued={queued.has(id)}
                onSelect={(withRange) => onSelect(id, withRange)}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
