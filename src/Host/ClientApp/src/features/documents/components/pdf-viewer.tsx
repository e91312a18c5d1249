import { useCallback, useEffect, useRef, useState } from 'react';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.min.mjs';
import { openPdf } from '../lib/open-pdf';
import { PaperLoading } from './paper-loading';
import { PdfPage } from './pdf-page';
import { Unreadable } from './unreadable';
import { usePdfSearch } from './use-pdf-search';
import { ViewerFrame } from './viewer-frame';

interface Opened {
  address: string;
  pdf: PDFDocumentProxy;
  size: { width: number; height: number };
}

/** A PDF, fetched by pieces as it is read. */
export function PdfViewer({ address, fileName, downloadHref }: { address: string; fileName: string; downloadHref: string }) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [part, setPart] = useState(0);
  const [isBroken, setIsBroken] = useState(false);
  useEffect(() => {
    const task = openPdf(address);
    let isGone = false;
    task.onProgress = ({ loaded, total }: { loaded: number; total: number }) => {
      if (total > 0) setPart(Math.min(1, loaded / total));
    };
    task.promise
      .then(async (pdf) => {
        const first = (await pdf.getPage(1)).getViewport({ scale: 96 / 72 });
        if (!isGone) setOpened({ address, pdf, size: { width: first.width, height: first.height } });
      })
      .catch(() => setIsBroken(!isGone));
    return () => {
      isGone = true;
      void task.destroy();
    };
  }, [address]);
  if (isBroken) return <Unreadable isBroken fileName={fileName} downloadHref={downloadHref} />;
  if (opened?.address !== address) return <PaperLoading part={part} />;
  return <PdfPages key={address} pdf={opened.pdf} size={opened.size} fileName={fileName} downloadHref={downloadHref} />;
}

function PdfPages({ pdf, size, fileName, downloadHref }: { pdf: PDFDocumentProxy; size: Opened['size']; fileName: string; downloadHref: string }) {
  const desk = useRef<HTMLDivElement>(null);
  const boxes = useRef(new Map<number, HTMLDivElement>());
  const topOf = useCallback((page: number) => boxes.current.get(page)?.offsetTop ?? 0, []);
  const search = usePdfSearch(pdf, desk, topOf);
  const drawThumb = useCallback(
    (page: number, host: HTMLElement, signal: AbortSignal) => {
      const draw = async () => {
        const content = await pdf.getPage(page);
        const natural = content.getViewport({ scale: 1 });
        const viewport = content.getViewport({ scale: (host.clientWidth / natural.width) * Math.min(2, window.devicePixelRatio || 1) });
        const canvas = document.createElement('canvas');
        canvas.width = Math.floor(viewport.width);
        canvas.height = Math.floor(viewport.height);
        Object.assign(canvas.style, { width: '100%', height: 'auto' });
        const drawing = content.render({ canvas, viewport });
        signal.addEventListener('abort', () => drawing.cancel(), { once: true });
        await drawing.promise;
        host.replaceChildren(canvas);
      };
      // A thumb that was not drawn still has its number.
      draw().catch(() => undefined);
    },
    [pdf],
  );
  return (
    <ViewerFrame
      fileName={fileName}
      downloadHref={downloadHref}
      pageCount={pdf.numPages}
      paperWidth={size.width}
      topOf={topOf}
      drawThumb={drawThumb}
      search={search.state}
      onSearch={search.start}
      onStep={search.step}
      desk={desk}
    >
      {(scale) => (
        <div>
          {Array.from({ length: pdf.numPages }, (_, index) => (
            <PdfPage
              key={index}
              pdf={pdf}
              page={index + 1}
              size={size}
              scale={scale}
              onText={search.keepText}
              box={(element) => (element === null ? boxes.current.delete(index + 1) : boxes.current.set(index + 1, element))}
            />
          ))}
        </div>
      )}
    </ViewerFrame>
  );
}
