import { Paper, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useUser } from '@/api/session';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { Page } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { waitingCountQuery } from './api/waiting-count';
import { texts } from './texts';

export function HomePage() {
  const user = useUser();
  return (
    <Page title={texts.title}>
      <Paper p="md" withBorder>
        <Text fw={600}>{texts.greeting(user.fullName)}</Text>
        {user.positions.length === 0 ? <EmptyState title={texts.noPositionTitle}>{texts.noPosition}</EmptyState> : <Waiting />}
      </Paper>
    </Page>
  );
}

function Waiting() {
  const count = useQuery(waitingCountQuery);
  if (count.isPending) return <SkeletonRows rows={1} height={20} />;
  if (count.isError) return <ErrorState error={count.error} onRetry={() => void count.refetch()} />;
  return <Text className="tabular">{texts.waiting(count.data)}</Text>;
}
