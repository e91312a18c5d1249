import { IconChevronLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { attention } from '@/lib/attention';
import { useStore } from '@/lib/store';
import classes from './page.module.css';

interface PageProps {
  title: string;
  actions?: ReactNode;
  /** The page that this one belongs to; stands above the title. */
  up?: { path: string; label: string };
  /** Takes the whole width. */
  isWide?: boolean;
  /** Takes the whole window: its parts scroll, not the page. */
  isFull?: boolean;
  /** Prints only what is below the title. */
  isBare?: boolean;
  /** Leaves the title to screen readers on a phone, where something else needs the room. */
  isHeadHiddenOnPhone?: boolean;
  children: ReactNode;
}

/** The frame of every page: sets the title of the browser tab, has the only h1 and a place for buttons. */
export function Page({ title, actions, up, isWide = false, isFull = false, isBare = false, isHeadHiddenOnPhone = false, children }: PageProps) {
  const unread = useStore(attention);
  return (
    <div className={classes.page} data-wide={isWide || isFull || undefined} data-full={isFull || undefined} data-bare={isBare || undefined}>
      <title>{`${unread > 0 ? `(${unread}) ` : ''}${title} · Liên Thông`}</title>
      <div className={classes.head} data-hidden-on-phone={isHeadHiddenOnPhone || undefined}>
        {up !== undefined && (
          <Link to={up.path} className={classes.up}>
            <IconChevronLeft size={16} aria-hidden />
            {up.label}
          </Link>
        )}
        <h1 className={classes.title}>{title}</h1>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}
