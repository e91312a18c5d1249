import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { command } from '@/api/client';
import { DateText } from '@/ui/date-text';
import { FieldsDialog } from '@/ui/fields-dialog';
import { Loaded } from '@/ui/loaded';
import { definitionQuery, definitionsQuery, instanceQuery, type InstanceDetail } from './api/procedures';
import { InstanceIncidents, InstanceWaits } from './components/instance-standing';
import { InstanceJournal, InstanceVariables } from './components/instance-journal';
import { InstanceState } from './components/instance-state';
import { ProceduresFrame } from './components/procedures-frame';
import { stepNames } from './lib/outline';
import { texts } from './texts';

/** /quy-trinh/luot-chay/:id: where one instance stands and how it came there. */
export function InstancePage() {
  const { id = '' } = useParams();
  const [isCancelling, setIsCancelling] = useState(false);
  const detail = useQuery(instanceQuery(id));
  const name = detail.data?.instance.name ?? texts.unnamed;
  return (
    <ProceduresFrame
      title={detail.data === undefined ? texts.instances : name}
      studio={`instances/${encodeURIComponent(id)}/view`}
      actions={
        detail.data?.instance.status === 'Running' && (
          <Button color="red" onClick={() => setIsCancelling(true)}>
            {texts.cancel}
          </Button>
        )
      }
    >
      <Loaded query={detail}>{(data) => <Standing detail={data} />}</Loaded>
      {isCancelling && (
        <FieldsDialog
          title={texts.cancelTitle(name)}
          verb={texts.cancel}
          isDangerous
          note={texts.cancelNote}
          fields={[{ name: 'reason', label: texts.reason, kind: 'area', isRequired: true }]}
          run={(given, key) => command('post', '/api/instances/{id}/cancel', { path: { id }, body: { reason: given.reason }, key })}
          changes={[['instances'], ['incidents']]}
          done={() => texts.cancelled}
          onClose={() => setIsCancelling(false)}
        />
      )}
    </ProceduresFrame>
  );
}

function Standing({ detail }: { detail: InstanceDetail }) {
  const { instance, incidents } = detail;
  const definition = useQuery(definitionQuery(instance.definitionId, instance.definitionVersion));
  const procedure = useQuery(definitionsQuery).data?.find((row) => row.definitionId === instance.definitionId)?.name ?? instance.definitionId;
  const names = stepNames(definition.data);
  const dossierId = incidents.find((incident) => incident.dossierId !== null)?.dossierId ?? instance.correlationId;
  return (
    <Stack gap="lg">
      <Group gap="md">
        <InstanceState row={instance} />
        <Anchor component={Link} to={`/quy-trinh/dinh-nghia/${encodeURIComponent(instance.definitionId)}/${instance.definitionVersion}`}>
          {procedure}, {texts.openVersion(instance.definitionVersion).toLowerCase()}
        </Anchor>
        {dossierId !== null && (
          <Anchor component={Link} to={`/ho-so/${dossierId}`}>
            {texts.dossier}
          </Anchor>
        )}
        <Text c="dimmed">
          {texts.created} <DateText value={instance.createdAt} withTime />
        </Text>
        {instance.finishedAt !== null && (
          <Text c="dimmed">
            {texts.finished} <DateText value={instance.finishedAt} withTime />
          </Text>
        )}
      </Group>
      <InstanceWaits waits={detail.waits} names={names} />
      <InstanceIncidents incidents={incidents} names={names} />
      <InstanceVariables state={detail.state} />
      <InstanceJournal journal={detail.journal} names={names} />
    </Stack>
  );
}
