import { SkeletonRows } from '@/ui/skeleton-rows';

/** While the first answers are on their way. */
export function Starting() {
  return (
    <main>
      <SkeletonRows rows={12} />
    </main>
  );
}
