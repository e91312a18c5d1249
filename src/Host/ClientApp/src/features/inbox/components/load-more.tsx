import { useEffect, useRef } from 'react';
import { SkeletonRows } from '@/ui/skeleton-rows';

/** The end of a list that goes on: asks for more when it comes into sight. */
export function LoadMore({ onSeen }: { onSeen: () => void }) {
  const mark = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (mark.current === null) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) onSeen();
    });
    observer.observe(mark.current);
    return () => observer.disconnect();
  }, [onSeen]);
  return (
    <div ref={mark}>
      <SkeletonRows rows={2} height={64} />
    </div>
  );
}
