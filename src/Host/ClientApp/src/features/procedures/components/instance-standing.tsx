import { DateText } from '@/ui/date-text';
import { PlainTable } from '@/ui/plain-table';
import { Tag } from '@/ui/tag';
import type { InstanceDetail } from '../api/procedures';
import { texts } from '../texts';
import { Section } from './section';

type Names = ReadonlyMap<string, string>;

/** The steps at which it waits. */
export function InstanceWaits({ waits, names }: { waits: InstanceDetail['waits']; names: Names }) {
  return (
    <Section title={texts.waits} empty={texts.noWaits} isEmpty={waits.length === 0}>
      <PlainTable label={texts.waits} headers={[texts.step, texts.since, texts.due]}>
        {waits.map((wait) => (
          <tr key={wait.bookmarkId}>
            <td>{names.get(wait.activityId) ?? wait.activityId}</td>
            <td>
              <DateText value={wait.createdAt} withTime />
            </td>
            <td>
              <DateText value={wait.dueAt} withTime />
            </td>
          </tr>
        ))}
      </PlainTable>
    </Section>
  );
}

/** What went wrong in it, open ones first. */
export function InstanceIncidents({ incidents, names }: { incidents: InstanceDetail['incidents']; names: Names }) {
  return (
    <Section title={texts.incidents} empty={texts.noIncidents} isEmpty={incidents.length === 0}>
      <PlainTable label={texts.incidents} headers={[texts.step, texts.happened, texts.since, texts.state]}>
        {incidents.map((incident) => (
          <tr key={incident.id}>
            <td>{names.get(incident.activityId) ?? incident.activityId}</td>
            <td>{incident.message}</td>
            <td>
              <DateText value={incident.at} withTime />
            </td>
            <td>{incident.resolvedAt === null ? <Tag tone="late">{texts.unresolved}</Tag> : <Tag tone="good">{texts.resolved}</Tag>}</td>
          </tr>
        ))}
      </PlainTable>
    </Section>
  );
}
