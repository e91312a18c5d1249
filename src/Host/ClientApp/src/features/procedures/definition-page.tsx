import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { addressOf } from '@/api/client';
import { Loaded } from '@/ui/loaded';
import { PlainTable } from '@/ui/plain-table';
import { activitiesQuery, definitionQuery, definitionsQuery } from './api/procedures';
import { ProceduresFrame } from './components/procedures-frame';
import { outlineOf } from './lib/outline';
import { texts } from './texts';

const path = '/api/definitions/{definitionId}/versions/{version}';

/** /quy-trinh/dinh-nghia/:definitionId/:version: the steps of one version, to read. */
export function DefinitionPage() {
  const { definitionId = '', version = '1' } = useParams();
  const number = Number(version);
  const definition = useQuery(definitionQuery(definitionId, number));
  const list = useQuery(definitionsQuery);
  const name = list.data?.find((row) => row.definitionId === definitionId)?.name ?? definitionId;
  return (
    <ProceduresFrame
      title={`${name}, ${texts.openVersion(number).toLowerCase()}`}
      studio={`definitions/${encodeURIComponent(definitionId)}/edit`}
      actions={
        <Button component="a" variant="default" href={addressOf(path, { path: { definitionId, version: number } })} download={`${definitionId}-${version}.json`}>
          {texts.download}
        </Button>
      }
    >
      <Loaded query={definition}>{(json) => <Steps definition={json} />}</Loaded>
    </ProceduresFrame>
  );
}

function Steps({ definition }: { definition: unknown }) {
  const activities = useQuery(activitiesQuery);
  const types = new Map(activities.data?.map((type) => [type.typeName, type.displayName]));
  const steps = outlineOf(definition);
  const numbers = new Map(steps.map((step, index) => [step.id, index + 1]));
  const names = new Map(steps.map((step) => [step.id, step.name]));
  return (
    <PlainTable label={texts.steps} headers={[texts.place, texts.step, texts.type, texts.whoDoes, texts.then]}>
      {steps.map((step) => (
        <tr key={step.id}>
          <td className="tabular">{numbers.get(step.id)}</td>
          <td>
            <div style={{ paddingInlineStart: 20 * step.depth }}>{step.name}</div>
          </td>
          <td>{types.get(step.type) ?? step.type}</td>
          <td>{step.position === null ? <Text c="dimmed">{texts.auto}</Text> : (texts.positions[step.position] ?? step.position)}</td>
          <td>
            {step.next.length === 0 && texts.end}
            {step.next.map((one) => (
              <div key={`${one.port} ${one.target}`}>
                {texts.outcomes[one.port] ?? one.port} → {numbers.get(one.target)}. {names.get(one.target) ?? one.target}
              </div>
            ))}
          </td>
        </tr>
      ))}
    </PlainTable>
  );
}
