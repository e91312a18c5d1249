import { useQuery } from '@tanstack/react-query';
import { formatMoment } from '@/lib/dates';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { routeQuery, timelineQuery, type DossierRoute } from '../api/dossier';
import { texts } from '../texts';
import classes from './dossier.module.css';

/** Quá trình: what happened, who is asked now, and who comes after. Also the page that is printed. */
export function CourseTab({ dossierId }: { dossierId: string }) {
  const route = useQuery(routeQuery(dossierId));
  return (
    <>
      <section className={classes.panel}>
        <h2 className={classes.heading}>{texts.past}</h2>
        <Past dossierId={dossierId} />
      </section>
      {route.data === undefined ? route.isError ? <ErrorState error={route.error} onRetry={() => void route.refetch()} /> : <SkeletonRows rows={3} /> : <Onward route={route.data} />}
      <p className={classes.onPaper}>{texts.printedAt(formatMoment(new Date().toISOString()))}</p>
    </>
  );
}

function Past({ dossierId }: { dossierId: string }) {
  const timeline = useQuery(timelineQuery(dossierId));
  if (timeline.data === undefined) return timeline.isError ? <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} /> : <SkeletonRows rows={6} />;
  if (timeline.data.length === 0) return <p className={classes.body}>{texts.noPast}</p>;
  return (
    <ol className={classes.steps}>
      {timeline.data.map((entry, place) => (
        <li key={place}>
          <b>{entry.what}</b> <span className={classes.quiet}>{[formatMoment(entry.at), entry.deadlineLeft].filter(Boolean).join(' · ')}</span>
          <div>{[entry.who, entry.actingAs].filter(Boolean).join(', ')}</div>
          {entry.detail !== null && <div className={classes.said}>{entry.detail}</div>}
        </li>
      ))}
    </ol>
  );
}

function Onward({ route: { present, ahead } }: { route: DossierRoute }) {
  return (
    <>
      <section className={classes.panel}>
        <h2 className={classes.heading}>{texts.present}</h2>
        {present.length === 0 ? (
          <p className={classes.body}>{texts.noPresent}</p>
        ) : (
          <ol className={classes.steps}>
            {present.map((step) => (
              <li key={`${step.activityId} ${step.workItemId ?? ''}`} data-now>
                <b>{step.title}</b> <span className={classes.quiet}>{texts.sinceMoment(formatMoment(step.since))}</span>
                <div>{step.people.map((person) => `${person.name} (${person.actingAs})`).join('; ')}</div>
              </li>
            ))}
          </ol>
        )}
      </section>
      <section className={classes.panel}>
        <h2 className={classes.heading}>{texts.ahead}</h2>
        {ahead.length === 0 ? (
          <p className={classes.body}>{texts.noAhead}</p>
        ) : (
          <ol className={classes.steps}>
            {ahead.map((step) => (
              <li key={step.activityId} data-ahead>
                <b>{step.title}</b>
                <div>{step.automatic ? texts.automatic : step.who}</div>
                {step.returnsTo !== null && <div className={classes.quiet}>{texts.returnsTo(step.returnsTo.title)}</div>}
              </li>
            ))}
          </ol>
        )}
      </section>
    </>
  );
}
