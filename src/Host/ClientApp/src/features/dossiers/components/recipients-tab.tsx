import { DateText } from '@/ui/date-text';
import { EmptyState } from '@/ui/empty-state';
import type { DispatchRow } from '../api/dossier';
import { texts } from '../texts';
import classes from './dossier.module.css';

/** Nơi nhận: each recipient, how far it is there, and how it got there. */
export function RecipientsTab({ dispatches }: { dispatches: readonly DispatchRow[] }) {
  if (dispatches.length === 0) return <EmptyState title={texts.noRecipients}>{texts.noRecipientsDetail}</EmptyState>;
  return (
    <ul className={`${classes.panel ?? ''} ${classes.list ?? ''}`} aria-label={texts.recipient}>
      {dispatches.map((dispatch) => (
        <li key={dispatch.id}>
          <div className={classes.line}>
            <b className={classes.grow}>{dispatch.recipientName}</b>
            <span className={classes.state}>{dispatch.status}</span>
            <span className={classes.quiet}>
              <DateText value={dispatch.statusAt} withTime />
            </span>
          </div>
          {dispatch.reason !== null && <div className={classes.said}>{dispatch.reason}</div>}
          {dispatch.steps.length > 0 && (
            <details>
              <summary className={classes.quiet}>{texts.history}</summary>
              <ol className={classes.steps}>
                {dispatch.steps.map((step) => (
                  <li key={`${step.code} ${step.at}`}>
                    {step.text} <DateText value={step.at} withTime />
                    {step.reportedBy !== null && <span className={classes.quiet}> · {step.reportedBy}</span>}
                    {step.reason !== null && <div className={classes.said}>{step.reason}</div>}
                  </li>
                ))}
              </ol>
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
