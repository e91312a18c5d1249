import { Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { DateText } from '@/ui/date-text';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { texts as uiTexts } from '@/ui/texts';
import { incidentsQuery, orphansQuery, type Incident, type Orphan } from './api/procedures';
import { IncidentDialog, MoveDialog, type IncidentAction } from './components/incident-dialogs';
import { ProceduresFrame } from './components/procedures-frame';
import { texts } from './incident-texts';

/** /quy-trinh/su-co: what has stopped, why, and what can be done. */
export function IncidentsPage() {
  const [asked, setAsked] = useState<{ incident: Incident; action: IncidentAction } | null>(null);
  const [moving, setMoving] = useState<Orphan | null>(null);
  const found = useInfiniteQuery({ ...incidentsQuery, refetchInterval: 60_000 });
  const orphans = useQuery(orphansQuery);
  const incidents = found.data?.pages.flatMap((page) => page.items) ?? [];
  const isEmpty = found.data !== undefined && orphans.data?.length === 0 && incidents.length === 0;
  return (
    <ProceduresFrame title={texts.title}>
      <Text mb="md">{texts.lead}</Text>
      {(found.isPending || orphans.isPending) && <SkeletonRows rows={3} height={96} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {orphans.isError && <ErrorState error={orphans.error} onRetry={() => void orphans.refetch()} />}
      {isEmpty && <EmptyState title={texts.none}>{texts.noneDetail}</EmptyState>}
      <Stack gap="sm">
        {incidents.map((incident) => (
          <IncidentCard key={incident.id} incident={incident} onAct={(action) => setAsked({ incident, action })} />
        ))}
        {found.hasNextPage && (
          <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {uiTexts.more}
          </Button>
        )}
        {orphans.data !== undefined && orphans.data.length > 0 && (
          <section aria-label={texts.orphaned}>
            <Text component="h2" fw={600} mt="md" mb={4}>
              {texts.orphaned}
            </Text>
            <Text mb="xs">{texts.orphanedLead}</Text>
            <Stack gap="sm">
              {orphans.data.map((work) => (
                <OrphanCard key={work.workItemId} work={work} onMove={() => setMoving(work)} />
              ))}
            </Stack>
          </section>
        )}
      </Stack>
      {asked !== null && <IncidentDialog {...asked} onClose={() => setAsked(null)} />}
      {moving !== null && <MoveDialog work={moving} onClose={() => setMoving(null)} />}
    </ProceduresFrame>
  );
}

function IncidentCard({ incident, onAct }: { incident: Incident; onAct: (action: IncidentAction) => void }) {
  return (
    <Paper withBorder p="sm" component="article" aria-label={`${incident.step}: ${incident.subject ?? ''}`}>
      <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
        {incident.document ?? incident.subject ?? incident.instanceName ?? texts.noDocument}
      </Text>
      {incident.document !== null && incident.subject !== null && <Text style={{ overflowWrap: 'anywhere' }}>{incident.subject}</Text>}
      <Text mt={4}>{incident.message}</Text>
      <Text c="dimmed">
        {texts.step}: {incident.step} · {incident.turn} · {texts.since} <DateText value={incident.at} withTime />
      </Text>
      <Group gap="xs" mt="xs">
        {incident.actions.map((action, place) => (
          <Button key={action} variant={place === 0 ? 'filled' : 'default'} onClick={() => onAct(action as IncidentAction)}>
            {texts[action as IncidentAction]}
          </Button>
        ))}
        {incident.dossierId !== null && (
          <Anchor component={Link} to={`/ho-so/${incident.dossierId}`}>
            {texts.dossier}
          </Anchor>
        )}
        <Anchor component={Link} to={`/quy-trinh/luot-chay/${incident.instanceId}`}>
          {texts.instance}
        </Anchor>
      </Group>
    </Paper>
  );
}

function OrphanCard({ work, onMove }: { work: Orphan; onMove: () => void }) {
  return (
    <Paper withBorder p="sm" component="article" aria-label={`${work.title}: ${work.subject}`}>
      <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
        {work.title}: {work.subject}
      </Text>
      {work.document !== null && <Text>{work.document}</Text>}
      <Text mt={4}>{work.message}</Text>
      <Text c="dimmed">
        {texts.lies}: {work.lies.join(', ') || texts.nobody} · {texts.since} <DateText value={work.since} withTime />
      </Text>
      <Group gap="xs" mt="xs">
        <Button onClick={onMove}>{texts.move}</Button>
        <Anchor component={Link} to={`/ho-so/${work.dossierId}`}>
          {texts.dossier}
        </Anchor>
      </Group>
    </Paper>
  );
}
