import { useLayoutEffect, useState, type RefObject } from 'react';

/** Whether the element is narrower than so many pixels. Known before the first paint. */
export function useIsNarrow(element: RefObject<HTMLElement | null>, pixels: number): boolean {
  const [isNarrow, setIsNarrow] = useState(false);
  useLayoutEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      // With the scroll bar, which comes and goes with what is decided here.
      const width = entry?.borderBoxSize[0]?.inlineSize ?? pixels;
      setIsNarrow(width < pixels);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, pixels]);
  return isNarrow;
}
