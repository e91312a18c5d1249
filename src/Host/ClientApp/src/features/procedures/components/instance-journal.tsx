import { Code } from '@mantine/core';
import { DateText } from '@/ui/date-text';
import { PlainTable } from '@/ui/plain-table';
import { journalOf, variablesOf } from '../lib/instance';
import { texts } from '../texts';
import { Section } from './section';

/** What the engine did, the newest first. */
export function InstanceJournal({ journal, names }: { journal: readonly unknown[]; names: ReadonlyMap<string, string> }) {
  const lines = journalOf(journal);
  return (
    <Section title={texts.journal} empty={texts.noJournal} isEmpty={lines.length === 0}>
      <PlainTable label={texts.journal} headers={[texts.since, texts.step, texts.event, texts.message]}>
        {lines.map((line, place) => (
          <tr key={place}>
            <td>
              <DateText value={line.timestamp} withTime />
            </td>
            <td>{names.get(line.activityId) ?? line.activityName ?? line.activityId}</td>
            <td>{texts.events[line.eventName] ?? line.eventName}</td>
            <td>{line.message}</td>
          </tr>
        ))}
      </PlainTable>
    </Section>
  );
}

/** What the instance keeps, as it keeps it. */
export function InstanceVariables({ state }: { state: unknown }) {
  const variables = variablesOf(state);
  return (
    <Section title={texts.variables} empty={texts.noVariables} isEmpty={variables.length === 0}>
      <PlainTable label={texts.variables} headers={[texts.step, texts.name, texts.message]}>
        {variables.map((variable) => (
          <tr key={`${variable.execution} ${variable.name}`}>
            <td>{variable.activity}</td>
            <td>{variable.name}</td>
            <td>
              <Code style={{ overflowWrap: 'anywhere' }}>{variable.value}</Code>
            </td>
          </tr>
        ))}
      </PlainTable>
    </Section>
  );
}
