import { Anchor } from '@mantine/core';
import { addressOf } from '@/api/client';
import { formatMoment } from '@/lib/dates';
import type { WorkItemDetail } from '../api/types';
import { texts } from '../texts';
import classes from './work-pane.module.css';

/** The draft as it stands. */
export function DraftTab({ detail }: { detail: WorkItemDetail }) {
  return (
    <>
      <Files detail={detail} documentId={detail.outgoing?.id} />
      {detail.draft !== null && <p className={classes.said}>{detail.draft.body}</p>}
    </>
  );
}

/** What came in. */
export function IncomingTab({ detail }: { detail: WorkItemDetail }) {
  return <Files detail={detail} documentId={detail.incoming?.id} />;
}

/** What differs between versions. */
export function ChangesTab({ detail }: { detail: WorkItemDetail }) {
  return <Files detail={detail} documentId={detail.outgoing?.id} />;
}

function Files({ detail, documentId }: { detail: WorkItemDetail; documentId: string | undefined }) {
  const files = detail.versions.filter((version) => version.documentId === documentId);
  return (
    <ul className={classes.entries} aria-label={texts.files}>
      {files.map((file) => (
        <li key={file.versionNo} className={classes.entry}>
          <Anchor href={addressOf('/api/documents/{id}/versions/{versionNo}/content', { path: { id: file.documentId, versionNo: file.versionNo } })}>{file.fileName}</Anchor>
          <div className={classes.quiet}>{formatMoment(file.createdAt)}</div>
        </li>
      ))}
    </ul>
  );
}
