import { formatDate } from '@/lib/dates';
import { DateText } from '@/ui/date-text';
import { DeadlineChip } from '@/ui/deadline-chip';
import { UrgencyMark } from '@/ui/urgency-mark';
import type { DossierDetail } from '../api/dossier';
import { texts } from '../texts';
import classes from './dossier.module.css';

/** What it is about, its numbers, how it stands and by when it is due. */
export function DossierHead({ detail }: { detail: DossierDetail }) {
  const { dossier, incoming } = detail;
  return (
    <div className={classes.head}>
      <p className={classes.subject}>{dossier.subject}</p>
      <div className={classes.marks}>
        <span className={classes.state}>{texts.states[dossier.state]}</span>
        {dossier.state === 'open' || dossier.state === 'paused' ? <DeadlineChip deadline={dossier.deadline} /> : null}
        <UrgencyMark urgency={incoming?.urgency ?? null} />
      </div>
      <dl className={classes.facts}>
        {dossier.incomingNumber !== null && (
          <div>
            <dt>{texts.incoming}</dt>
            <dd className="tabular">{dossier.incomingNumber}</dd>
          </div>
        )}
        {dossier.sender !== null && (
          <div>
            <dt>{texts.sender}</dt>
            <dd>{dossier.sender}</dd>
          </div>
        )}
        {dossier.outgoingNumber !== null && (
          <div>
            <dt>{texts.outgoing}</dt>
            <dd className="tabular">{dossier.outgoingNumber}</dd>
          </div>
        )}
        <div>
          <dt>{texts.leadUnit}</dt>
          <dd>{dossier.leadUnit ?? texts.noLeadUnit}</dd>
        </div>
        {detail.firstDueOn != null && detail.extensions.length > 0 && (
          <div>
            <dt>{texts.firstDue}</dt>
            <dd>
              <span className="tabular">{formatDate(detail.firstDueOn)}</span>
              {detail.extensions.map((extension) => (
                <span key={extension.at} className={classes.extension}>
                  {texts.extended(formatDate(extension.dueOn), [extension.by, extension.as].filter(Boolean).join(', '), formatDate(extension.at))}
                </span>
              ))}
            </dd>
          </div>
        )}
        <div>
          <dt>{dossier.closedAt === null ? texts.openedAt : texts.closedAt}</dt>
          <dd>
            <DateText value={dossier.closedAt ?? dossier.openedAt} />
          </dd>
        </div>
      </dl>
    </div>
  );
}
