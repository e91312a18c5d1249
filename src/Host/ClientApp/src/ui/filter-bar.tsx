import type { ReactNode } from 'react';
import classes from './filter-bar.module.css';

/** What narrows the list below: fields side by side, in two columns on a phone. */
export function FilterBar({ label, role = 'search', children }: { label: string; role?: 'search' | 'group'; children: ReactNode }) {
  return (
    <div className={classes.bar} role={role} aria-label={label}>
      {children}
    </div>
  );
}
