import { useMantineColorScheme } from '@mantine/core';
import { useLayoutEffect } from 'react';
import type { User } from '@/api/session';

/** Takes over the theme that the person chose, perhaps on another device: before the first page is painted, and then only when the account says something else. */
export function useOwnTheme({ theme }: User): void {
  const { setColorScheme } = useMantineColorScheme();
  useLayoutEffect(() => {
    setColorScheme(theme === 'system' ? 'auto' : theme);
    // Not of setColorScheme, which is new with each choice made here.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [theme]);
}
