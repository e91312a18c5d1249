import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { hasCode } from '@/api/errors';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { contentAddress, versionsQuery } from '../api/list-versions';
import { formatLength } from '../lib/file-kind';
import { texts } from '../texts';
import classes from './lists.module.css';

/** What is sent along with a document. */
export function AttachmentList({ documentId, onView }: { documentId: string; onView?: (versionNo: number) => void }) {
  const versions = useQuery(versionsQuery(documentId));
  if (versions.isPending) return <SkeletonRows rows={2} />;
  if (versions.isError && !hasCode(versions.error, 'document.not-found')) return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />;
  const rows = (versions.data ?? []).filter((row) => row.kind === 'attachment');
  if (rows.length === 0) return <Text c="dimmed">{texts.noAttachments}</Text>;
  return (
    <ul className={classes.list} aria-label={texts.attachments}>
      {rows.map((row) => (
        <li key={row.versionNo} className={classes.row}>
          <div className={classes.main}>
            <Text fw={600}>{row.note ?? row.fileName}</Text>
            <Text size="sm" c="dimmed" className="tabular">
              {`${row.fileName} · ${formatLength(row.length)}`}
            </Text>
          </div>
          <div className={classes.buttons}>
            {onView !== undefined && (
              <Button size="compact-sm" variant="default" aria-label={`${texts.view} ${row.fileName}`} onClick={() => onView(row.versionNo)}>
                {texts.view}
              </Button>
            )}
            <Button component="a" size="compact-sm" variant="default" href={contentAddress(documentId, row.versionNo)} download={row.fileName} aria-label={texts.downloadNamed(row.fileName)}>
              {texts.download}
            </Button>
          </div>
        </li>
      ))}
    </ul>
  );
}
