import { Menu, UnstyledButton, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconLogout, IconMoon, IconSettings, IconSun, IconUserCircle, IconUserShare } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useKeepTheme } from '@/api/keep-theme';
import { signOut, type User } from '@/api/session';
import classes from './shell.module.css';
import { texts } from './texts';

const schemes: readonly [MantineColorScheme, typeof IconSun][] = [
  ['light', IconSun],
  ['dark', IconMoon],
  ['auto', IconDeviceDesktop],
];

export function UserMenu({ user }: { user: User }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const keepTheme = useKeepTheme();
  const choose = (scheme: MantineColorScheme) => {
    setColorScheme(scheme);
    void keepTheme(scheme === 'auto' ? 'system' : scheme);
  };
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <UnstyledButton className={classes.user} aria-label={texts.account(user.fullName)}>
          <IconUserCircle size={20} aria-hidden />
          <span className={classes.userName}>{user.fullName}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {user.positions.length === 0 ? user.userName : user.positions.map((position) => <div key={position.positionId}>{[position.title, position.unitName ?? position.agencyName].join(', ')}</div>)}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item component={Link} to="/tai-khoan" leftSection={<IconSettings size={16} aria-hidden />}>
          {texts.myAccount}
        </Menu.Item>
        <Menu.Item component={Link} to="/tai-khoan?muc=vang-mat" leftSection={<IconUserShare size={16} aria-hidden />}>
          {texts.absence}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{texts.appearance}</Menu.Label>
        {schemes.map(([scheme, Icon]) => (
          <Menu.Item
            key={scheme}
            role="menuitemradio"
            aria-checked={scheme === colorScheme}
            leftSection={<Icon size={16} aria-hidden />}
            rightSection={scheme === colorScheme ? <IconCheck size={16} aria-hidden /> : null}
            onClick={() => choose(scheme)}
          >
            {texts.appearances[scheme]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
          {texts.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
