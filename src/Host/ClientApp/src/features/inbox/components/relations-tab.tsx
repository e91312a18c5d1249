import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { formatDate } from '@/lib/dates';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { relationsQuery } from '../api/read-dossier';
import { texts } from '../texts';
import classes from './work-pane.module.css';

/** Other documents this one answers, replaces or rests on. */
export function RelationsTab({ dossierId }: { dossierId: string }) {
  const relations = useQuery(relationsQuery(dossierId));
  if (relations.isPending) return <SkeletonRows rows={3} />;
  if (relations.data === undefined) return <ErrorState error={relations.error} onRetry={() => void relations.refetch()} />;
  if (relations.data.length === 0) return <EmptyState title={texts.relationsEmptyTitle}>{texts.relationsEmpty}</EmptyState>;
  return (
    <ul className={classes.entries}>
      {relations.data.map(({ fromId, toId, kind, text, other }) => (
        <li key={`${fromId} ${toId} ${kind}`} className={classes.entry}>
          {text}{' '}
          <Anchor component={Link} to={`/ho-so/${other.dossierId}`} className="tabular">
            {other.number}
          </Anchor>{' '}
          <span className={classes.quiet}>{[other.date === null ? null : formatDate(other.date), other.place].filter(Boolean).join(' · ')}</span>
          <div>{other.subject}</div>
        </li>
      ))}
    </ul>
  );
}
