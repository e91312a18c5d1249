import { Badge } from '@mantine/core';

/** How many wait behind a tab; nothing when none does. */
export function TabCount({ count }: { count: number }) {
  return count === 0 ? null : (
    <Badge size="sm" className="tabular">
      {count}
    </Badge>
  );
}
