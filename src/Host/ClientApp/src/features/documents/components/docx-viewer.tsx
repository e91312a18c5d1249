import { ErrorState } from '@/ui/error-state';
import type { FormFinding } from '../api/check-form';
import { DocxPaper } from './docx-paper';
import { PaperLoading } from './paper-loading';
import { useFile } from './use-file';

interface DocxViewerProps {
  address: string;
  fileName: string;
  downloadHref: string;
  /** Of the form check, to be marked in the margin. */
  findings?: readonly FormFinding[];
}

/** A Word file from an address. */
export function DocxViewer({ address, fileName, downloadHref, findings }: DocxViewerProps) {
  const { file, part, error, retry } = useFile(address);
  if (error !== null) return <ErrorState error={error} onRetry={retry} />;
  return file === null ? <PaperLoading part={part} /> : <DocxPaper file={file} fileName={fileName} downloadHref={downloadHref} marks={findings === undefined ? undefined : { findings }} />;
}
