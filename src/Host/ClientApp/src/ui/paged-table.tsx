import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import classes from './paged-table.module.css';
import { useIsNarrow } from './use-is-narrow';

export interface Column<R> {
  key: string;
  header: string;
  cell: (row: R) => ReactNode;
  /** A CSS grid width that begins with the least pixels, for instance "120px" or "minmax(200px, 1fr)". */
  width?: string;
  align?: 'start' | 'end';
  /** Below the header, for instance a text field. */
  filter?: ReactNode;
}

export interface PagedTableProps<R> {
  /** Says what the table holds. */
  label: string;
  columns: readonly Column<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  selectedKey?: string | null;
  /** Makes rows something to open: by click, and by Enter on the focused row. */
  onOpen?: (row: R) => void;
  /** Called when the end comes into sight; leave it out on the last page. */
  onEnd?: () => void;
  /** The whole number of rows when more are on the server. */
  total?: number;
  empty: ReactNode;
  /** Greatest CSS height of the scrolled part; by default down to the end of the window. */
  height?: string;
}

const rowHeight = 36;

/** A table for thousands of rows: only those in sight are in the page. Where its columns do not fit, every row is a card. */
export function PagedTable<R>({ label, columns, rows, rowKey, selectedKey = null, onOpen, onEnd, total, empty, height }: PagedTableProps<R>) {
  const scroll = useRef<HTMLDivElement>(null);
  const isNarrow = useIsNarrow(scroll, leastWidth(columns));
  // The virtualizer keeps what it measured in itself; we use no compiler that would remember its answers.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => (isNarrow ? 16 + 24 * columns.length : rowHeight),
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : rowKey(row);
    },
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const lastSeen = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (onEnd !== undefined && rows.length > 0 && lastSeen >= rows.length - 1) onEnd();
  }, [lastSeen, onEnd, rows.length]);

  const template = isNarrow ? undefined : columns.map((column) => column.width ?? 'minmax(0, 1fr)').join(' ');
  const open = (row: R) => ({
    tabIndex: 0,
    onClick: () => onOpen?.(row),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
      event.preventDefault();
      onOpen?.(row);
    },
  });
  return (
    // The scrolled part can be reached by keyboard, and its rows too.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div ref={scroll} className={classes.scroll} style={{ maxHeight: height }} tabIndex={0} role="region" aria-label={label}>
      <div role="table" aria-label={label} aria-rowcount={(total ?? rows.length) + 1} data-narrow={isNarrow || undefined} className={classes.table}>
        <div role="rowgroup" className={classes.head}>
          <div role="row" aria-rowindex={1} className={classes.row} style={{ gridTemplateColumns: template }}>
            {columns.map((column) => (
              <div key={column.key} role="columnheader" className={classes.headCell} data-align={column.align}>
                {column.header}
                {column.filter}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            const key = rowKey(row);
            return (
              <div
                key={key}
                ref={virtual.measureElement}
                data-index={item.index}
                role="row"
                aria-rowindex={item.index + 2}
                aria-current={key === selectedKey || undefined}
                className={classes.row}
                data-opens={onOpen !== undefined || undefined}
                style={{ gridTemplateColumns: template, transform: `translateY(${item.start}px)` }}
                {...(onOpen === undefined ? {} : open(row))}
              >
                {columns.map((column) => (
                  <Cell key={column.key} column={column} row={row} isOnCard={isNarrow} />
                ))}
              </div>
            );
          })}
        </div>
      </div>
      {rows.length === 0 && empty}
    </div>
  );
}

/** On a card it is named by its header, and left out when there is nothing in it. */
function Cell<R>({ column, row, isOnCard }: { column: Column<R>; row: R; isOnCard: boolean }) {
  const content = column.cell(row);
  if (!isOnCard)
    return (
      <div role="cell" className={classes.cell} data-align={column.align}>
        {content}
      </div>
    );
  return (
    <div role="cell" className={classes.cell} hidden={content === null || content === '' || content === '–'}>
      <span className={classes.cardLabel}>{column.header}</span>
      <div className={classes.cardValue}>{content}</div>
    </div>
  );
}

/** Pixels that the columns need to stand side by side. */
function leastWidth<R>(columns: readonly Column<R>[]): number {
  return columns.reduce((sum, { width }) => sum + Number(/\d+/.exec(width ?? '')?.[0] ?? 0), 0);
}
