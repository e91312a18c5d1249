import { Anchor, Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { formatDate } from '@/lib/dates';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { relationsQuery, type RelationRow } from '../api/relations';
import { texts } from '../texts';
import { AddRelationDialog } from './add-relation-dialog';
import classes from './dossier.module.css';
import { RemoveRelationDialog } from './remove-relation-dialog';

/** Liên quan: documents of other dossiers that belong to this one. */
export function RelationsTab({ dossierId }: { dossierId: string }) {
  const relations = useQuery(relationsQuery(dossierId));
  const [isAdding, adding] = useDisclosure();
  const [removed, setRemoved] = useState<RelationRow | null>(null);
  if (relations.data === undefined) return relations.isError ? <ErrorState error={relations.error} onRetry={() => void relations.refetch()} /> : <SkeletonRows />;
  const add = (
    <Button variant="default" mt="xs" onClick={adding.open}>
      {texts.addRelation}
    </Button>
  );
  return (
    <section className={classes.panel}>
      {relations.data.length === 0 ? (
        <EmptyState title={texts.noRelations} action={add}>
          {texts.noRelationsDetail}
        </EmptyState>
      ) : (
        <>
          <ul className={classes.list}>
            {relations.data.map((relation) => (
              <li key={`${relation.fromId} ${relation.toId} ${relation.kind}`} className={classes.line}>
                <b>{relation.text}</b>
                <span className={classes.grow}>
                  <Anchor component={Link} to={`/ho-so/${relation.other.dossierId}`}>
                    {relation.other.number} {relation.other.subject}
                  </Anchor>
                  <br />
                  <span className={classes.quiet}>{[relation.other.place, relation.other.date === null ? null : formatDate(relation.other.date)].filter(Boolean).join(' · ')}</span>
                </span>
                {relation.mayRemove && (
                  <Button variant="subtle" size="compact-sm" aria-label={texts.removeTitle(relation.other.number)} onClick={() => setRemoved(relation)}>
                    {texts.remove}
                  </Button>
                )}
              </li>
            ))}
          </ul>
          <div className={classes.body}>{add}</div>
        </>
      )}
      {isAdding && <AddRelationDialog dossierId={dossierId} onClose={adding.close} />}
      {removed !== null && <RemoveRelationDialog dossierId={dossierId} relation={removed} onClose={() => setRemoved(null)} />}
    </section>
  );
}
