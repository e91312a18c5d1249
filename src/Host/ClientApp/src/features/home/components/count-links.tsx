import { Link } from 'react-router';
import classes from './home.module.css';

export interface CountLink {
  label: string;
  count: number;
  to: string;
  tone?: 'late' | 'today' | 'soon';
}

/** Figures that lead to what they count. */
export function CountLinks({ label, links }: { label: string; links: readonly CountLink[] }) {
  return (
    <ul className={classes.counts} aria-label={label}>
      {links.map(({ label: name, count, to, tone }) => (
        <li key={name}>
          <Link to={to} className={classes.count} data-tone={count > 0 ? tone : undefined}>
            <span className={classes.figure}>{count}</span> {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
