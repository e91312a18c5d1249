import { useElementSize } from '@mantine/hooks';
import { useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { scaleOf, type Zoom } from '../lib/zoom';
import { texts } from '../texts';
import { PageStrip, type DrawThumb } from './page-strip';
import { ViewerToolbar, type SearchState } from './viewer-toolbar';
import classes from './viewer.module.css';

interface ViewerFrameProps {
  fileName: string;
  downloadHref: string;
  pageCount: number;
  isEstimated?: boolean;
  /** Of the widest page at its own size, in CSS pixels. */
  paperWidth: number;
  /** Where the page begins in the scrolled content. */
  topOf: (page: number) => number;
  drawThumb: DrawThumb;
  search: SearchState;
  onSearch: (words: string) => void;
  onStep: (step: 1 | -1) => void;
  desk: RefObject<HTMLDivElement | null>;
  children: (scale: number) => ReactNode;
}

const stripFrom = 5;

/** The desk on which paper lies: toolbar above, small pages beside it from five pages on. */
export function ViewerFrame({ fileName, downloadHref, pageCount, isEstimated = false, paperWidth, topOf, drawThumb, search, onSearch, onStep, desk, children }: ViewerFrameProps) {
  const [zoom, setZoom] = useState<Zoom>('width');
  const [page, setPage] = useState(1);
  const { ref: room, width } = useElementSize<HTMLDivElement>();
  const scale = scaleOf(zoom, paperWidth, width);

  // Zooming keeps the place that is read.
  const lastScale = useRef(scale);
  useLayoutEffect(() => {
    desk.current?.scrollTo({ top: (desk.current.scrollTop * scale) / lastScale.current, behavior: 'instant' });
    lastScale.current = scale;
  }, [scale, desk]);

  const follow = () => {
    const at = (desk.current?.scrollTop ?? 0) + (desk.current?.clientHeight ?? 0) / 3;
    let shown = 1;
    for (let next = 2; next <= pageCount && topOf(next) <= at; next += 1) shown = next;
    setPage(shown);
  };
  const hasStrip = pageCount >= stripFrom;
  return (
    <section className={classes.viewer} data-strip={hasStrip || undefined} aria-label={texts.document(fileName)}>
      <ViewerToolbar
        page={Math.min(page, pageCount)}
        pageCount={pageCount}
        isEstimated={isEstimated}
        zoom={zoom}
        percent={Math.round(scale * 100)}
        onZoom={setZoom}
        search={search}
        onSearch={onSearch}
        onStep={onStep}
        downloadHref={downloadHref}
        fileName={fileName}
      />
      {hasStrip && <PageStrip count={pageCount} current={page} draw={drawThumb} onGo={(to) => desk.current?.scrollTo({ top: topOf(to) })} />}
      {/* What scrolls must be reachable by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div ref={desk} className={classes.desk} tabIndex={0} role="region" aria-label={texts.viewer} onScroll={follow}>
        {/* As wide as the room for paper: without the margin and the scroll bar. */}
        <div ref={room} />
        {children(scale)}
      </div>
    </section>
  );
}
