import { useEffect, useRef } from 'react';
import { texts } from '../texts';
import classes from './viewer.module.css';

export type DrawThumb = (page: number, host: HTMLElement, signal: AbortSignal) => void;

interface PageStripProps {
  count: number;
  current: number;
  onGo: (page: number) => void;
  draw: DrawThumb;
}

/** Small pictures of the pages; each is drawn when it comes into sight. */
export function PageStrip({ count, current, onGo, draw }: PageStripProps) {
  return (
    <nav className={classes.strip} aria-label={texts.pages}>
      {Array.from({ length: count }, (_, index) => (
        <Thumb key={index} page={index + 1} isCurrent={index + 1 === current} onGo={onGo} draw={draw} />
      ))}
    </nav>
  );
}

function Thumb({ page, isCurrent, onGo, draw }: { page: number; isCurrent: boolean; onGo: (page: number) => void; draw: DrawThumb }) {
  const picture = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const host = picture.current;
    if (host === null) return;
    const stop = new AbortController();
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watch.disconnect();
      draw(page, host, stop.signal);
    });
    watch.observe(host);
    return () => {
      watch.disconnect();
      stop.abort();
    };
  }, [page, draw]);
  return (
    <button type="button" className={classes.thumb} aria-current={isCurrent ? 'page' : undefined} aria-label={texts.page(page)} onClick={() => onGo(page)}>
      <span ref={picture} className={classes.thumbPicture} aria-hidden />
      {page}
    </button>
  );
}
