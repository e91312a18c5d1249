import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { routeQuery } from '../api/drafting';
import { draftTexts as texts } from '../draft-texts';
import classes from './draft.module.css';

/** Which steps follow, and with whom. */
export function RouteAhead({ dossierId }: { dossierId: string }) {
  const route = useQuery(routeQuery(dossierId));
  if (route.isPending) return <SkeletonRows rows={3} height={20} />;
  if (route.isError) return <ErrorState error={route.error} onRetry={() => void route.refetch()} />;
  if (route.data.ahead.length === 0) return <Text c="dimmed">{texts.routeEmpty}</Text>;
  return (
    <ol className={classes.steps}>
      {route.data.ahead.map((step, index) => (
        <li key={`${step.activityId} ${index}`}>
          <Text span fw={600}>
            {step.title}
          </Text>
          <Text span c="dimmed">
            {` · ${step.automatic ? texts.routeAutomatic : step.who}`}
          </Text>
        </li>
      ))}
    </ol>
  );
}
