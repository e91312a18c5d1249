import { NavLink, useNavigate } from 'react-router';
import { describeKeys } from '@/lib/shortcuts';
import { useShortcut } from '@/ui/use-shortcut';
import type { NavigationEntry } from './navigation';
import classes from './shell.module.css';
import { texts } from './texts';

export function PageLink({ entry, isOnBar = false, onGo }: { entry: NavigationEntry; isOnBar?: boolean; onGo?: () => void }) {
  const { icon: Icon, badge: Badge } = entry;
  return (
    <NavLink
      to={entry.path}
      end={entry.path === '/'}
      className={isOnBar ? classes.barLink : classes.link}
      title={entry.keys === undefined ? undefined : `${entry.label} (${describeKeys(entry.keys)})`}
      onClick={onGo}
    >
      <Icon size={20} aria-hidden />
      <span className={classes.linkLabel}>{entry.label}</span>
      {Badge !== undefined && <Badge />}
    </NavLink>
  );
}

/** The keys that go to the page; a component, because an entry may have none. */
export function GoShortcut({ entry }: { entry: NavigationEntry }) {
  const navigate = useNavigate();
  useShortcut(entry.keys ?? '', texts.goTo(entry.label), () => void navigate(entry.path), { group: texts.pages, isOn: entry.keys !== undefined });
  return null;
}
