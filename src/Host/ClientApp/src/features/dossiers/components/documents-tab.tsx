import { AttachmentList } from '@/features/documents/components/attachment-list';
import { DocumentPreview } from '@/features/documents/components/document-preview';
import { VersionList } from '@/features/documents/components/version-list';
import { formatDate, formatMoment } from '@/lib/dates';
import { optionalParam } from '@/lib/url-state';
import { EmptyState } from '@/ui/empty-state';
import { useUrlState } from '@/ui/use-url-state';
import type { DossierDetail } from '../api/dossier';
import { texts } from '../texts';
import classes from './dossier.module.css';

/** Which version is shown: "<document>.<version>". */
const shape = { xem: optionalParam() };

/** What came in and what goes out, with all their files, and the chosen one as it looks on paper. */
export function DocumentsTab({ detail: { incoming, outgoing } }: { detail: DossierDetail }) {
  const [{ xem }, change] = useUrlState(shape);
  const newest = outgoing?.id ?? incoming?.id;
  if (newest === undefined) return <EmptyState title={texts.noDocuments}>{texts.noDocumentsDetail}</EmptyState>;
  const [viewedId = newest, viewedNo] = xem?.split('.') ?? [];
  const versionNo = viewedNo === undefined ? undefined : Number(viewedNo);
  const files = (documentId: string) => ({
    documentId,
    viewedNo: documentId === viewedId ? versionNo : undefined,
    onView: (version: number) => change({ xem: `${documentId}.${version}` }),
  });
  return (
    <>
      {outgoing !== null && (
        <Document
          title={texts.outgoing}
          facts={[
            [texts.number, outgoing.number === null ? texts.notNumbered : `${outgoing.number}/${outgoing.symbol}`],
            [texts.issuedOn, outgoing.issuedOn === null ? null : formatDate(outgoing.issuedOn)],
            [texts.toPlaces, outgoing.toPlaces],
            [texts.draftingUnit, outgoing.draftingUnit],
            [texts.signer, outgoing.signer],
            [texts.state, texts.outgoingStates[outgoing.state]],
            [texts.subject, outgoing.subject],
          ]}
          files={files(outgoing.id)}
        />
      )}
      {incoming !== null && (
        <Document
          title={texts.incoming}
          facts={[
            [texts.number, `${incoming.number}/${incoming.symbol}`],
            [texts.issuedOn, formatDate(incoming.issuedOn)],
            [texts.sender, incoming.sender],
            [texts.arrival, `${incoming.arrivalNumber}, ${formatMoment(incoming.arrivedAt)}`],
            [texts.state, texts.incomingStates[incoming.state]],
            [texts.subject, incoming.subject],
          ]}
          files={files(incoming.id)}
        />
      )}
      <section className={classes.panel} aria-label={texts.preview}>
        <DocumentPreview key={`${viewedId}.${versionNo ?? ''}`} documentId={viewedId} versionNo={versionNo} height="80vh" />
      </section>
    </>
  );
}

interface DocumentProps {
  title: string;
  facts: readonly (readonly [string, string | null])[];
  files: { documentId: string; viewedNo: number | undefined; onView: (versionNo: number) => void };
}

function Document({ title, facts, files }: DocumentProps) {
  return (
    <section className={classes.panel}>
      <h2 className={classes.heading}>{title}</h2>
      <dl className={classes.details}>
        {facts.map(
          ([name, value]) =>
            value !== null && (
              <div key={name} className={classes.fact}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <div className={classes.body}>
        <VersionList {...files} />
        <AttachmentList documentId={files.documentId} />
      </div>
    </section>
  );
}
