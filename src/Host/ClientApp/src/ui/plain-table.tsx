import { useRef, type CSSProperties, type ReactNode } from 'react';
import classes from './plain-table.module.css';
import { useIsNarrow } from './use-is-narrow';

/** Pixels that a column needs on average. */
const columnWidth = 110;

interface PlainTableProps {
  label: string;
  headers: readonly string[];
  children: ReactNode;
}

/** A short table with all of its rows. Where its columns do not fit, every row is a card, its cells named by the style sheet. */
export function PlainTable({ label, headers, children }: PlainTableProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const isNarrow = useIsNarrow(scroll, headers.length * columnWidth);
  const names = Object.fromEntries(headers.map((header, place) => [`--header-${place + 1}`, JSON.stringify(header)])) as CSSProperties;
  return (
    // Scrolled by keyboard too.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div ref={scroll} className={classes.scroll} role="region" aria-label={label} tabIndex={0}>
      <table className={classes.table} aria-label={label} data-narrow={isNarrow || undefined} style={names}>
        <thead>
          <tr>
            {headers.map((header) => (
              <th key={header} scope="col">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
