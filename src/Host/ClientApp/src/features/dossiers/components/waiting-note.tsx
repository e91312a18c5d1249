import { useQuery } from '@tanstack/react-query';
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

/** The sentence itself tells since when, by when and what happens if nobody acts. */
function OneWait({ wait }: { wait: Wait }) {
  return (
    <div className={classes.wait}>
      <p className={classes.sentence}>{wait.sentence}</p>
      {wait.canUnblock.length > 0 && (
        <dl className={classes.help}>
          <dt>{texts.unblock}</dt>
          <dd>
            {wait.canUnblock.map((help) => (
              <div key={help.role + help.text}>{help.text}</div>
            ))}
          </dd>
        </dl>
      )}
    </div>
  );
}
