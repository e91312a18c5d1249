import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { hasCode } from '@/api/errors';
import { formatMoment } from '@/lib/dates';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { contentAddress, versionsQuery } from '../api/list-versions';
import { formatLength } from '../lib/file-kind';
import { mainOf } from '../lib/versions';
import { texts } from '../texts';
import classes from './lists.module.css';

interface VersionListProps {
  documentId: string;
  /** Offers to look at a version. */
  onView?: (versionNo: number) => void;
  viewedNo?: number;
}

/** All versions of the document itself, the newest first. */
export function VersionList({ documentId, onView, viewedNo }: VersionListProps) {
  const versions = useQuery(versionsQuery(documentId));
  if (versions.isPending) return <SkeletonRows rows={3} height={48} />;
  if (hasCode(versions.error, 'document.not-found')) return <EmptyState title={texts.noFileTitle}>{texts.noFile}</EmptyState>;
  if (versions.isError) return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />;
  return (
    <ul className={classes.list} aria-label={texts.versions}>
      {mainOf(versions.data)
        .reverse()
        .map((row) => (
          <li key={row.versionNo} className={classes.row} aria-current={row.versionNo === viewedNo || undefined}>
            <div className={classes.main}>
              <Text fw={600}>{`${texts.version(row.versionNo)} · ${texts.kinds[row.kind]}`}</Text>
              <Text size="sm">{row.fileName}</Text>
              <Text size="sm" c="dimmed" className="tabular">
                {[formatMoment(row.createdAt), row.createdBy === null ? null : texts.createdBy(row.createdBy), formatLength(row.length), row.note].filter((part) => part !== null).join(' · ')}
              </Text>
            </div>
            <div className={classes.buttons}>
              {onView !== undefined && (
                <Button size="compact-sm" variant="default" aria-label={texts.viewVersion(row.versionNo)} onClick={() => onView(row.versionNo)}>
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
