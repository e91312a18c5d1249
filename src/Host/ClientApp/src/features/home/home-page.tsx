import { useUser } from '@/api/session';
import { EmptyState } from '@/ui/empty-state';
import { Page } from '@/ui/page';
import { Desk } from './components/desk';
import { texts } from './texts';

/** Bàn làm việc: what waits for me, what is late, what came back, what I follow. */
export function HomePage() {
  const user = useUser();
  return (
    <Page title={texts.title} isWide>
      {user.positions.length === 0 ? <EmptyState title={texts.noPositionTitle}>{texts.noPosition}</EmptyState> : <Desk user={user} />}
    </Page>
  );
}
