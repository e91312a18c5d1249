import { useEffect, useRef, useState } from 'react';
import { TextLayer, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.min.mjs';
import { texts } from '../texts';
import classes from './viewer.module.css';

interface PdfPageProps {
  pdf: PDFDocumentProxy;
  page: number;
  /** Of the first page, until the size of this one is known; CSS pixels at 100 %. */
  size: { width: number; height: number };
  scale: number;
  onText: (page: number, nodes: readonly (Node | null)[]) => void;
  box: (element: HTMLDivElement | null) => void;
}

/** One page; it is fetched and drawn when it comes near the window, and its picture is dropped when it is far. */
export function PdfPage({ pdf, page, size, scale, onText, box }: PdfPageProps) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const [isNear, setIsNear] = useState(false);
  const [own, setOwn] = useState(size);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    box(element);
    const watch = new IntersectionObserver((entries) => setIsNear(entries.some((entry) => entry.isIntersecting)), { root: element.parentElement?.parentElement ?? null, rootMargin: '300px 0px' });
    watch.observe(element);
    return () => {
      watch.disconnect();
      box(null);
    };
  }, [box]);

  useEffect(() => {
    if (!isNear) return;
    let isGone = false;
    let stop = () => {};
    const draw = async () => {
      const content = await pdf.getPage(page);
      const natural = content.getViewport({ scale: 96 / 72 });
      const target = canvas.current;
      const text = layer.current;
      if (isGone || target === null || text === null) return;
      setOwn({ width: natural.width, height: natural.height });
      // Not more points than a screen has, nor than a small device can hold.
      const sharp = Math.min(window.devicePixelRatio || 1, 2, Math.sqrt(16_000_000 / (natural.width * natural.height)) / scale);
      const viewport = content.getViewport({ scale: (96 / 72) * scale * sharp });
      target.width = Math.floor(viewport.width);
      target.height = Math.floor(viewport.height);
      const drawing = content.render({ canvas: target, viewport });
      stop = () => drawing.cancel();
      await drawing.promise;
      const textViewport = content.getViewport({ scale: (96 / 72) * scale });
      text.replaceChildren();
      text.style.setProperty('--total-scale-factor', String((96 / 72) * scale));
      text.style.setProperty('--scale-round-x', '1px');
      text.style.setProperty('--scale-round-y', '1px');
      const textLayer = new TextLayer({ textContentSource: content.streamTextContent(), container: text, viewport: textViewport });
      stop = () => textLayer.cancel();
      await textLayer.render();
      if (!gone()) onText(page, textLayer.textDivs.map((div) => div.firstChild));
    };
    const gone = () => isGone;
    draw().catch((error: unknown) => {
      // A cancelled drawing is none of the reader's concern; anything else leaves the sheet white, and the next try comes with scrolling.
      if (!isGone) console.warn(error);
    });
    const target = canvas.current;
    return () => {
      isGone = true;
      stop();
      if (target !== null) target.width = target.height = 0;
    };
  }, [isNear, pdf, page, scale, onText]);

  return (
    <>
      <div ref={frame} className={classes.sheet} style={{ width: own.width * scale, height: own.height * scale }} role="group" aria-label={texts.page(page)} data-page={page}>
        <canvas ref={canvas} aria-hidden />
        <div ref={layer} className={classes.textLayer} />
      </div>
      <div className={classes.pageNumber} aria-hidden>
        {page}
      </div>
    </>
  );
}
