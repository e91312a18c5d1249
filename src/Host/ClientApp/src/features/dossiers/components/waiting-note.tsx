import { useQuery } from '@tanstack/react-query';
import { formatMoment } from '@/lib/dates';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { waitingQuery, type Wait } from '../api/dossier';
import { texts } from '../texts';
import classes from './dossier.module.css';

/** One plain sentence: for whom it waits; below it who can help and what happens by itself. */
export function WaitingNote({ dossierId }: { dossierId: string }) {
  const waiting = useQuery(waitingQuery(dossierId));
  if (waiting.data === undefined) return waiting.isError ? <ErrorState error={waiting.error} onRetry={() => void waiting.refetch()} /> : <SkeletonRows rows={1} height={64} />;
  const { sentence, waits } = waiting.data;
  return (
    <section className={classes.waiting} aria-label={texts.waitingTitle} data-late={waits.some((wait) => wait.deadline?.state === 'overdue' || wait.kind === 'incident') || undefined}>
      {waits.length === 0 ? <p className={classes.sentence}>{sentence}</p> : waits.map((wait) => <OneWait key={`${wait.activityId} ${wait.workItemId ?? ''}`} wait={wait} />)}
    </section>
  );
}

function OneWait({ wait }: { wait: Wait }) {
  const { canUnblock, ifNobodyActs } = wait;
  return (
    <div>
      <p className={classes.sentence}>{wait.sentence}</p>
      <span className={classes.quiet}>{texts.since(formatMoment(wait.since), wait.waited)}</span>
      <dl className={classes.help}>
        {canUnblock.length > 0 && (
          <>
            <dt>{texts.unblock}</dt>
            <dd>
              {canUnblock.map((help) => (
                <div key={help.role + help.text}>{help.text}</div>
              ))}
            </dd>
          </>
        )}
        {ifNobodyActs !== null && (
          <>
            <dt>{texts.nobodyActs}</dt>
            <dd>
              {texts.on(formatMoment(ifNobodyActs.at))} {ifNobodyActs.text}
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}
