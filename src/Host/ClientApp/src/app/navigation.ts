import { IconBooks, IconChartBar, IconChecklist, IconFileExport, IconFileImport, IconHome2, IconInbox, IconTemplate, IconRoute, IconSettings } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { holds, type User } from '@/api/session';
import { NoticeBell } from '@/features/notices/components/notice-bell';
import { HeaderSearch } from '@/features/search/header-search';
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
  { path: '/van-ban-den', label: 'Văn bản đến', icon: IconFileImport, keys: 'g d', isOnPhoneBar: true, isFor: hasPosition },
  { path: '/van-ban-di', label: 'Văn bản đi', icon: IconFileExport, keys: 'g v', isOnPhoneBar: true, isFor: hasPosition },
  { path: '/so-van-ban', label: 'Sổ văn bản', icon: IconBooks, isFor: readsRegisters },
  { path: '/nhiem-vu', label: 'Nhiệm vụ', icon: IconChecklist, keys: 'g n', isFor: hasPosition },
  { path: '/bao-cao', label: 'Báo cáo', icon: IconChartBar, keys: 'g c', isFor: hasPosition },
  { path: '/mau-van-ban', label: 'Mẫu văn bản', icon: IconTemplate },
  { path: '/quy-trinh', label: 'Quy trình', icon: IconRoute, keys: 'g q', isFor: (user) => user.isAdministrator },
  { path: '/quan-tri', label: 'Quản trị', icon: IconSettings, keys: 'g a', isFor: (user) => user.isAdministrator || holds(user, 'registry') },
];

function hasPosition(user: User): boolean {
  return user.positions.length > 0;
}

function readsRegisters(user: User): boolean {
  return holds(user, 'registry', 'agencyHead', 'agencyDeputy') || user.positions.some((position) => position.code.endsWith('chanh-van-phong'));
}

/** What stands on the right of the header, before the user menu: the notice bell and its like. */
export const headerItems: readonly ComponentType[] = [HeaderSearch, NoticeBell];
