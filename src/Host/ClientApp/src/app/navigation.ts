import { IconHome2, IconInbox } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { User } from '@/api/session';
import type { Keys } from '@/lib/shortcuts';

export interface NavigationEntry {
  path: string;
  label: string;
  icon: ComponentType<{ size?: number; 'aria-hidden'?: boolean }>;
  /** Goes there. */
  keys?: Keys;
  /** Who sees it; everybody when left out. The server decides all the same. */
  isFor?: (user: User) => boolean;
  /** Stands in the bar at the bottom of a phone; at most four. */
  isOnPhoneBar?: boolean;
  /** Shown behind the label, for instance how many wait. */
  badge?: ComponentType;
}

/** The pages on the left, in this order; one line per page. */
export const navigation: readonly NavigationEntry[] = [
  { path: '/', label: 'Bàn làm việc', icon: IconHome2, keys: 'g b', isOnPhoneBar: true },
  { path: '/hop-viec', label: 'Hộp việc', icon: IconInbox, keys: 'g h', isOnPhoneBar: true },
];

/** What stands on the right of the header, before the user menu: the notice bell and its like. */
export const headerItems: readonly ComponentType[] = [];
