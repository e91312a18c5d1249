import type { ReactNode } from 'react';
import classes from './tag.module.css';

/** A state in a word; the colour only repeats it. */
export function Tag({ tone = 'neutral', children }: { tone?: 'neutral' | 'good' | 'warn' | 'late'; children: ReactNode }) {
  return (
    <span className={classes.tag} data-tone={tone}>
      {children}
    </span>
  );
}
