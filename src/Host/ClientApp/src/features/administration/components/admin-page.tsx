import type { ReactNode } from 'react';
import { useUser, type User } from '@/api/session';
import { ForbiddenPage } from '@/ui/forbidden-page';
import { Page } from '@/ui/page';
import { texts } from '../texts';

interface AdminPageProps {
  title: string;
  actions?: ReactNode;
  isWide?: boolean;
  /** Who else may see it; administrators always. */
  isAlsoFor?: (user: User) => boolean;
  who?: string;
  /** Where the line above the title leads. */
  up?: { path: string; label: string };
  children: ReactNode;
}

/** A page of the administration. Others are told that it is not for them; the server decides all the same. */
export function AdminPage({ title, actions, isWide, isAlsoFor, who = texts.administrators, up = { path: '/quan-tri', label: texts.title }, children }: AdminPageProps) {
  const user = useUser();
  if (!user.isAdministrator && isAlsoFor?.(user) !== true) return <ForbiddenPage title={title} who={who} />;
  return (
    <Page
      title={title}
      isWide={isWide}
      actions={actions}
      up={up}
    >
      {children}
    </Page>
  );
}
