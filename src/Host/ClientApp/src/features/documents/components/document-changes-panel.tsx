import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { hasCode } from '@/api/errors';
import { formatMoment } from '@/lib/dates';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { changesQuery, markSeen } from '../api/read-changes';
import { texts } from '../texts';

const ComparisonView = lazy(async () => ({ default: (await import('./comparison-view')).ComparisonView }));

/** What changed in a document since the reader looked last. Showing it counts as looking. */
export function DocumentChangesPanel({ documentId }: { documentId: string }) {
  const changes = useQuery(changesQuery(documentId));
  const newest = changes.data?.newest ?? null;
  const seen = changes.data?.lastSeen?.versionNo ?? 0;
  useEffect(() => {
    // A mark that did not arrive is made at the next look.
    if (newest !== null && newest > seen) markSeen(documentId, newest).catch(() => undefined);
  }, [documentId, newest, seen]);

  if (changes.isPending) return <SkeletonRows />;
  if (hasCode(changes.error, 'document.not-found')) return <EmptyState title={texts.noFileTitle}>{texts.noFile}</EmptyState>;
  // What was read before stays, also when asking anew failed.
  if (changes.data === undefined) return <ErrorState error={changes.error} onRetry={() => void changes.refetch()} />;
  const { lastSeen, comparison } = changes.data;
  if (newest === null) return <EmptyState title={texts.noFileTitle}>{texts.noFile}</EmptyState>;
  if (lastSeen === null) return <Text py="sm">{texts.neverSeen}</Text>;
  return (
    <>
      <Text c="dimmed" size="sm" mb="xs">
        {texts.seenAt(lastSeen.versionNo, formatMoment(lastSeen.seenAt))}
      </Text>
      {comparison === null ? (
        <Text>{texts.nothingNew}</Text>
      ) : (
        <Suspense fallback={<SkeletonRows />}>
          <ComparisonView comparison={comparison} />
        </Suspense>
      )}
    </>
  );
}
