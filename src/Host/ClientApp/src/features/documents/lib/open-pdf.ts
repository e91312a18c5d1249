import { getDocument, GlobalWorkerOptions, type PDFDocumentLoadingTask } from 'pdfjs-dist/legacy/build/pdf.min.mjs';
import worker from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = worker;

/** Opens a PDF from its address piece by piece: only what the pages in sight need is fetched. */
export function openPdf(address: string): PDFDocumentLoadingTask {
  return getDocument({
    url: address,
    withCredentials: true,
    // Small pieces: to count the pages the library reads a little of each, and a piece is what a little costs.
    rangeChunkSize: 16_384,
    disableAutoFetch: true,
    disableStream: true,
    // The content policy lets no compiled code in; the library has the same in script.
    useWasm: false,
    stopAtErrors: false,
  });
}
