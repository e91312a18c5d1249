import { ErrorState } from '@/ui/error-state';
import { DocxPaper } from './docx-paper';
import { PaperLoading } from './paper-loading';
import { useFile } from './use-file';

/** A Word file from an address. */
export function DocxViewer({ address, fileName, downloadHref }: { address: string; fileName: string; downloadHref: string }) {
  const { file, part, error, retry } = useFile(address);
  if (error !== null) return <ErrorState error={error} onRetry={retry} />;
  return file === null ? <PaperLoading part={part} /> : <DocxPaper file={file} fileName={fileName} downloadHref={downloadHref} />;
}
