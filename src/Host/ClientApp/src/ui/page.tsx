import type { ReactNode } from 'react';
import { attention } from '@/lib/attention';
import { useStore } from '@/lib/store';
import classes from './page.module.css';

/** The frame of every page: sets the title of the browser tab, has the only h1 and a place for buttons. `isWide` takes the whole width; `isBare` prints only what is below the title. */
export function Page({ title, actions, isWide = false, isBare = false, children }: { title: string; actions?: ReactNode; isWide?: boolean; isBare?: boolean; children: ReactNode }) {
  const unread = useStore(attention);
  return (
    <div className={classes.page} data-wide={isWide || undefined} data-bare={isBare || undefined}>
      <title>{`${unread > 0 ? `(${unread}) ` : ''}${title} · Liên Thông`}</title>
      <div className={classes.head}>
        <h1 className={classes.title}>{title}</h1>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}
