import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { formatMoment } from '@/lib/dates';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { routeQuery, timelineQuery } from '../api/read-dossier';
import { texts } from '../texts';
import classes from './work-pane.module.css';

/** Who is asked now and who comes after, then what happened so far, the latest first. */
export function CourseTab({ dossierId }: { dossierId: string }) {
  return (
    <>
      <Ahead dossierId={dossierId} />
      <h3 className={classes.heading}>{texts.past}</h3>
      <Past dossierId={dossierId} />
      <Anchor component={Link} to={`/ho-so/${dossierId}`}>
        {texts.dossier}
      </Anchor>
    </>
  );
}

function Ahead({ dossierId }: { dossierId: string }) {
  const route = useQuery(routeQuery(dossierId));
  if (route.isPending) return <SkeletonRows rows={3} height={28} />;
  if (route.data === undefined) return <ErrorState error={route.error} onRetry={() => void route.refetch()} />;
  const { present, ahead } = route.data;
  return (
    <>
      <h3 className={classes.heading}>{texts.present}</h3>
      <ol className={classes.timeline}>
        {present.map((step) => (
          <li key={`${step.activityId} ${step.since}`} data-now>
            <b>{step.title}</b> <span className={classes.quiet}>{texts.since(formatMoment(step.since))}</span>
            <div>{step.people.map((person) => `${person.name} (${person.actingAs})`).join('; ')}</div>
          </li>
        ))}
      </ol>
      <h3 className={classes.heading}>{texts.ahead}</h3>
      {ahead.length === 0 && <p>{texts.noAhead}</p>}
      <ol className={classes.timeline}>
        {ahead.map((step) => (
          <li key={step.activityId} data-ahead>
            <b>{step.title}</b> {step.automatic ? texts.automatic : step.who}
            {step.returnsTo !== null && <div className={classes.quiet}>{texts.returnsTo(step.returnsTo.title)}</div>}
          </li>
        ))}
      </ol>
    </>
  );
}

function Past({ dossierId }: { dossierId: string }) {
  const timeline = useQuery(timelineQuery(dossierId));
  if (timeline.isPending) return <SkeletonRows rows={4} height={28} />;
  if (timeline.data === undefined) return <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />;
  return (
    <ol className={classes.timeline}>
      {timeline.data.toReversed().map((entry, place) => (
        <li key={place}>
          <b>{entry.what}</b> <span className={classes.quiet}>{[formatMoment(entry.at), entry.deadlineLeft].filter(Boolean).join(' · ')}</span>
          <div>{[entry.who, entry.actingAs].filter(Boolean).join(', ')}</div>
          {entry.detail !== null && <div className={classes.said}>{entry.detail}</div>}
        </li>
      ))}
    </ol>
  );
}
