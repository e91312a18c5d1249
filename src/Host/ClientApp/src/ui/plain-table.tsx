import type { ReactNode } from 'react';
import classes from './plain-table.module.css';

interface PlainTableProps {
  label: string;
  headers: readonly string[];
  children: ReactNode;
}

/** A short table with all of its rows; wider than the page it scrolls by itself. */
export function PlainTable({ label, headers, children }: PlainTableProps) {
  return (
    // Scrolled by keyboard too.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.scroll} role="region" aria-label={label} tabIndex={0}>
      <table className={classes.table} aria-label={label}>
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
