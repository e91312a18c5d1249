import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { texts } from './texts';

/** For what takes less than two seconds to come. */
export function SkeletonRows({ rows = 6, height = 36 }: { rows?: number; height?: number }) {
  return (
    <Stack gap={4} aria-busy>
      <VisuallyHidden role="status">{texts.loading}</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={height} radius="sm" />
      ))}
    </Stack>
  );
}
