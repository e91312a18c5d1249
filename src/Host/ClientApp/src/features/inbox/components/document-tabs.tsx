import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { changesQuery, markSeen } from '@/features/documents/api/read-changes';
import { AttachmentList } from '@/features/documents/components/attachment-list';
import { DocumentChangesPanel } from '@/features/documents/components/document-changes-panel';
import { DocumentPreview } from '@/features/documents/components/document-preview';
import { FormFindings } from '@/features/documents/components/form-findings';
import { VersionList } from '@/features/documents/components/version-list';
import { texts } from '../texts';
import classes from './work-pane.module.css';

/** The draft as paper, what the form check says about it, and its versions. Looking at it counts as having seen it. */
export function DraftTab({ documentId }: { documentId: string }) {
  const queries = useQueryClient();
  const changes = useQuery(changesQuery(documentId)).data;
  useEffect(() => {
    const look = async () => {
      // Whoever decides at once has left this page before the answer comes, and has seen the draft all the same.
      const { newest, lastSeen } = await queries.query({ ...changesQuery(documentId), staleTime: 'static' });
      if (newest !== null && newest > (lastSeen?.versionNo ?? 0)) await markSeen(documentId, newest);
    };
    // A mark that did not arrive is made at the next look.
    look().catch(() => undefined);
  }, [queries, documentId, changes]);
  return <Paper documentId={documentId} isDraft />;
}

/** What came in, as paper. */
export function IncomingTab({ documentId }: { documentId: string }) {
  return <Paper documentId={documentId} isDraft={false} />;
}

/** What differs between versions. */
export function ChangesTab({ documentId }: { documentId: string }) {
  return <DocumentChangesPanel documentId={documentId} />;
}

function Paper({ documentId, isDraft }: { documentId: string; isDraft: boolean }) {
  const [versionNo, setVersionNo] = useState<number>();
  return (
    <>
      {isDraft && <FormFindings documentId={documentId} />}
      <DocumentPreview documentId={documentId} versionNo={versionNo} isChecked={isDraft} />
      <h3 className={classes.heading}>{texts.files}</h3>
      <VersionList documentId={documentId} viewedNo={versionNo} onView={setVersionNo} />
      <AttachmentList documentId={documentId} onView={setVersionNo} />
    </>
  );
}
