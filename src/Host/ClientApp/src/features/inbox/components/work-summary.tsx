import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { changesQuery } from '@/features/documents/api/read-changes';
import { formatDate, formatMoment } from '@/lib/dates';
import { DateText } from '@/ui/date-text';
import { DeadlineChip } from '@/ui/deadline-chip';
import { UrgencyMark } from '@/ui/urgency-mark';
import type { WorkItemDetail } from '../api/types';
import { texts } from '../texts';
import classes from './work-pane.module.css';

/** Five lines: what it answers, for whom, by when, from whom, and what changed since one last looked; and why it came back. */
export function WorkSummary({ detail }: { detail: WorkItemDetail }) {
  const { item, incoming, outgoing, draft, deadline, asked } = detail;
  const lines: [string, ReactNode][] = [
    [
      outgoing === null ? texts.lines.arrived : texts.lines.answers,
      incoming === null ? (
        texts.noIncoming
      ) : (
        <>
          <span className="tabular">{texts.documentOf(`${incoming.number}/${incoming.symbol}`, formatDate(incoming.issuedOn), incoming.sender)}</span>,{' '}
          <span className="tabular">{texts.arrivalNumber(incoming.arrivalNumber)}</span> <UrgencyMark urgency={incoming.urgency} />
        </>
      ),
    ],
    [texts.lines.due, <DueLine key="due" deadline={deadline} />],
    [texts.lines.drafter, [...new Set([item.sentBy, item.sentByAs])].filter(Boolean).join(', ')],
  ];
  if (item.onBehalfOf != null) lines.push([texts.actsFor, `${item.onBehalfOf.fullName}, ${item.onBehalfOf.title}`]);
  if (outgoing !== null) lines.splice(1, 0, [texts.lines.to, draft?.addressees?.join('; ') || (outgoing.toPlaces ?? texts.noAddressee)]);
  return (
    <>
      <dl className={classes.summary}>
        {lines.map(([term, said]) => (
          <div key={term} style={{ display: 'contents' }}>
            <dt>{term}</dt>
            <dd>{said}</dd>
          </div>
        ))}
        {/* Who drafts knows what changed: it was by his own hand. */}
        {outgoing !== null && !item.actions.includes('submit-draft') && (
          <>
            <dt>{texts.lines.changed}</dt>
            <dd>
              <ChangedLine documentId={outgoing.id} />
            </dd>
          </>
        )}
      </dl>
      {asked?.question != null && (
        <p className={classes.callout} data-tone="asked">
          <b>{texts.youAreAsked(asked.by)}:</b> {asked.question}
        </p>
      )}
      {detail.passed != null && (
        <p className={classes.callout} data-tone="asked">
          <b>{texts.passedBy([detail.passed.by, detail.passed.as].filter(Boolean).join(', '), formatMoment(detail.passed.at))}:</b> {detail.passed.reason}
        </p>
      )}
      <ReturnReason detail={detail} />
    </>
  );
}

function DueLine({ deadline }: { deadline: WorkItemDetail['deadline'] }) {
  if (deadline === null) return texts.noDeadline;
  return (
    <>
      <DeadlineChip deadline={deadline} /> <DateText value={deadline.dueOn} />
      {deadline.firstDueOn != null && <span className="tabular"> ({texts.firstDue(formatDate(deadline.firstDueOn))})</span>}
    </>
  );
}

// Read once while the document is open: looking at the new version makes it an old one.
function ChangedLine({ documentId }: { documentId: string }) {
  const { data } = useQuery(changesQuery(documentId));
  if (data === undefined) return null;
  if (data.newest === null) return texts.noDraft;
  if (data.lastSeen === null) return texts.neverSeen;
  const moment = formatMoment(data.lastSeen.seenAt);
  if (data.comparison === null || data.comparison.identical) return texts.unchanged(moment);
  const places = data.comparison.highlights.length;
  return places > 0 ? texts.changedSince(moment, places) : texts.changedPlain(moment);
}

// Văn thư who refuses a number sends it back too.
const returns = ['returned', 'rejected', 'refused'];

function ReturnReason({ detail }: { detail: WorkItemDetail }) {
  const last = detail.decisions.findLast((decision) => returns.includes(decision.outcome) && decision.comment !== null);
  if (detail.item.round < 2 || last === undefined) return null;
  return (
    <p className={classes.callout}>
      <b>{texts.returnReason}</b> ({[last.by, last.as].filter(Boolean).join(', ')}, {formatMoment(last.at)}): {last.comment}
    </p>
  );
}
