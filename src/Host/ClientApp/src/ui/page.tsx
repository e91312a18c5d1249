import type { ReactNode } from 'react';
import classes from './page.module.css';

/** The frame of every page: sets the title of the browser tab, has the only h1 and a place for buttons. `isWide` takes the whole width, `isFull` the whole window: then its parts scroll, not the page. `isHeadHiddenOnPhone` leaves the title to screen readers where something else needs the room. */
export function Page({ title, actions, isWide = false, isFull = false, isHeadHiddenOnPhone = false, children }: { title: string; actions?: ReactNode; isWide?: boolean; isFull?: boolean; isHeadHiddenOnPhone?: boolean; children: ReactNode }) {
  return (
    <div className={classes.page} data-wide={isWide || isFull || undefined} data-full={isFull || undefined}>
      <title>{`${title} · Liên Thông`}</title>
      <div className={classes.head} data-hidden-on-phone={isHeadHiddenOnPhone || undefined}>
        <h1 className={classes.title}>{title}</h1>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}
