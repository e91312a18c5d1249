import { Link } from 'react-router';
import { tabs, type InboxTab } from '../lib/inbox-address';
import { texts } from '../texts';
import classes from './box-tabs.module.css';

/** Đang chờ, Đã xử lý, Theo dõi: each has an address of its own. */
export function BoxTabs({ tab, waiting }: { tab: InboxTab; waiting: number | undefined }) {
  return (
    <nav className={classes.tabs} aria-label={texts.boxes}>
      {tabs.map((one) => (
        <Link key={one} to={{ pathname: '/hop-viec', search: one === 'cho' ? '' : `?muc=${one}` }} className={classes.tab} aria-current={one === tab ? 'page' : undefined}>
          {texts.tabs[one]}
          {one === 'cho' && waiting !== undefined && <span className={classes.count}>{waiting}</span>}
        </Link>
      ))}
    </nav>
  );
}
