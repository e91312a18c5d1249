import { ActionIcon, Drawer, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKeyboard, IconMenu2 } from '@tabler/icons-react';
import { Suspense } from 'react';
import { Link, Outlet, ScrollRestoration, useNavigation } from 'react-router';
import { useLiveUpdates } from '@/api/live';
import { useUser } from '@/api/session';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { ShortcutHelp } from '@/ui/shortcut-help';
import { undoLast } from '@/ui/toasts';
import { shortcuts, useShortcut, useShortcutKeys } from '@/ui/use-shortcut';
import { ConnectionBanner } from './connection-banner';
import mark from './mark.svg';
import { headerItems, navigation } from './navigation';
import { GoShortcut, PageLink } from './page-link';
import classes from './shell.module.css';
import { useOwnTheme } from './own-theme';
import { texts } from './texts';
import { UserMenu } from './user-menu';

/** Header, pages on the left, and the page itself. Below 768 px the pages go into a bar at the bottom and a drawer. */
export function Shell() {
  const user = useUser();
  const [isDrawerOpen, drawer] = useDisclosure();
  const isLoading = useNavigation().state === 'loading';
  useOwnTheme(user);
  useShortcutKeys();
  useLiveUpdates();
  useShortcut('z', texts.undo, undoLast);
  const entries = navigation.filter((entry) => entry.isFor?.(user) ?? true);
  const showHelp = () => shortcuts.get().find((shortcut) => shortcut.keys === '?')?.run();
  return (
    <div className={classes.shell}>
      <a href="#noi-dung" className={classes.skip}>
        {texts.skip}
      </a>
      <header className={classes.header}>
        <ActionIcon className={classes.menuButton} variant="transparent" c="inherit" size={36} aria-label={texts.openNavigation} onClick={drawer.open}>
          <IconMenu2 size={20} aria-hidden />
        </ActionIcon>
        <Link to="/" className={classes.product}>
          <img src={mark} alt="" width={24} height={24} />
          {texts.product}
        </Link>
        <span className={classes.agency}>{user.agencyName}</span>
        {headerItems.map((Item, place) => (
          <Item key={place} />
        ))}
        <Tooltip label={texts.shortcutHelp}>
          <ActionIcon className={classes.helpButton} variant="transparent" c="inherit" size={36} aria-label={texts.shortcutHelp} onClick={showHelp}>
            <IconKeyboard size={20} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <UserMenu user={user} />
      </header>
      <nav className={classes.side} aria-label={texts.navigation}>
        {entries.map((entry) => (
          <PageLink key={entry.path} entry={entry} />
        ))}
      </nav>
      <main id="noi-dung" className={classes.main} tabIndex={-1} aria-busy={isLoading}>
        <ConnectionBanner />
        <Suspense fallback={<SkeletonRows />}>
          <Outlet />
        </Suspense>
      </main>
      <nav className={classes.bottom} aria-label={texts.navigation}>
        {entries
          .filter((entry) => entry.isOnPhoneBar)
          .map((entry) => (
            <PageLink key={entry.path} entry={entry} isOnBar />
          ))}
      </nav>
      <Drawer opened={isDrawerOpen} onClose={drawer.close} title={texts.navigation} size={280} closeButtonProps={{ 'aria-label': texts.closeNavigation }}>
        {entries.map((entry) => (
          <PageLink key={entry.path} entry={entry} onGo={drawer.close} />
        ))}
      </Drawer>
      {entries.map((entry) => (
        <GoShortcut key={entry.path} entry={entry} />
      ))}
      <ShortcutHelp />
      <ScrollRestoration />
    </div>
  );
}
