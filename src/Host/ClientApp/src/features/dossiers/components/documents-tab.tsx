import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { addressOf } from '@/api/client';
import { formatDate, formatMoment } from '@/lib/dates';
import { formatSize } from '@/lib/file-size';
import { EmptyState } from '@/ui/empty-state';
import type { DossierDetail, VersionRow } from '../api/dossier';
import { texts } from '../texts';
import classes from './dossier.module.css';

/** What came in and what goes out, with all their files. */
export function DocumentsTab({ detail: { incoming, outgoing, versions } }: { detail: DossierDetail }) {
  if (incoming === null && outgoing === null) return <EmptyState title={texts.noDocuments}>{texts.noDocumentsDetail}</EmptyState>;
  return (
    <>
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
          files={versions.filter((version) => version.documentId === incoming.id)}
        />
      )}
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
          files={versions.filter((version) => version.documentId === outgoing.id)}
        />
      )}
    </>
  );
}

function Document({ title, facts, files }: { title: string; facts: readonly (readonly [string, string | null])[]; files: readonly VersionRow[] }) {
  return (
    <section className={classes.panel}>
      <h2 className={classes.heading}>{title}</h2>
      <dl className={classes.details}>
        {facts.map(([name, value]) => value !== null && <Fact key={name} name={name} value={value} />)}
        <Fact name={texts.files} value={files.length === 0 ? texts.noFiles : <Files files={files} />} />
      </dl>
    </section>
  );
}

function Fact({ name, value }: { name: string; value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function Files({ files }: { files: readonly VersionRow[] }) {
  return (
    <ul className={classes.list}>
      {files.toReversed().map((file) => (
        <li key={file.versionNo} className={classes.line}>
          <span className={classes.grow}>
            <Anchor href={addressOf('/api/documents/{id}/versions/{versionNo}/content', { path: { id: file.documentId, versionNo: file.versionNo } })} download={file.fileName} aria-label={texts.downloadFile(file.fileName)}>
              {file.fileName}
            </Anchor>
            <br />
            <span className={classes.quiet}>
              {[`${texts.kinds[file.kind]} ${texts.version(file.versionNo)}`, formatSize(file.length), file.createdBy ?? texts.system, formatMoment(file.createdAt)].join(' · ')}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
