import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, type CSSProperties } from 'react';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { hasCode } from '@/api/errors';
import { formCheckQuery } from '../api/check-form';
import { contentAddress, versionsQuery } from '../api/list-versions';
import { kindOf } from '../lib/file-kind';
import { newestOf } from '../lib/versions';
import { texts } from '../texts';
import { PaperLoading } from './paper-loading';
import { Unreadable } from './unreadable';

const DocxViewer = lazy(async () => ({ default: (await import('./docx-viewer')).DocxViewer }));
const PdfViewer = lazy(async () => ({ default: (await import('./pdf-viewer')).PdfViewer }));
const TextViewer = lazy(async () => ({ default: (await import('./text-viewer')).TextViewer }));
const ImageViewer = lazy(async () => ({ default: (await import('./image-viewer')).ImageViewer }));

interface DocumentPreviewProps {
  documentId: string;
  /** The newest that is no attachment when left out. */
  versionNo?: number;
  /** CSS height of the viewer. */
  height?: string;
  /** Marks in the margin what the form check finds in the newest version. */
  isChecked?: boolean;
}

/** A document as it looks on paper. */
export function DocumentPreview({ documentId, versionNo, height, isChecked = false }: DocumentPreviewProps) {
  const check = useQuery({ ...formCheckQuery(documentId), enabled: isChecked && versionNo === undefined });
  const versions = useQuery(versionsQuery(documentId));
  if (versions.isPending) return <PaperLoading />;
  if (hasCode(versions.error, 'document.not-found')) return <EmptyState title={texts.noFileTitle}>{texts.noFile}</EmptyState>;
  if (versions.isError) return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />;
  const version = versionNo === undefined ? newestOf(versions.data) : versions.data.find((row) => row.versionNo === versionNo);
  if (version === undefined)
    return versionNo === undefined ? <EmptyState title={texts.noFileTitle}>{texts.noFile}</EmptyState> : <EmptyState title={texts.noVersion(versionNo)}>{texts.noVersionHint}</EmptyState>;

  const kind = kindOf(version.mediaType, version.fileName);
  const address = contentAddress(documentId, version.versionNo, true);
  const downloadHref = contentAddress(documentId, version.versionNo);
  const given = { address, fileName: version.fileName, downloadHref };
  const style = (height === undefined ? {} : { '--viewer-height': height }) as CSSProperties;
  return (
    <div style={style}>
      <Suspense fallback={<PaperLoading />}>
        {kind === 'docx' && <DocxViewer {...given} key={address} findings={versionNo === undefined ? check.data : undefined} />}
        {kind === 'pdf' && <PdfViewer {...given} key={address} />}
        {kind === 'text' && <TextViewer {...given} key={address} />}
        {kind === 'image' && <ImageViewer {...given} key={address} />}
      </Suspense>
      {kind === 'other' && <Unreadable isBroken={false} fileName={version.fileName} downloadHref={downloadHref} />}
      {(kind === 'text' || kind === 'image') && (
        <Button component="a" href={downloadHref} download={version.fileName} mt="xs" size="compact-sm" variant="default" leftSection={<IconDownload size={14} aria-hidden />} aria-label={texts.downloadNamed(version.fileName)}>
          {texts.download}
        </Button>
      )}
    </div>
  );
}
