import { Button, Group, Paper, Text } from '@mantine/core';
import { useState } from 'react';
import { command } from '@/api/client';
import { today } from '@/lib/dates';
import { FieldsDialog } from '@/ui/fields-dialog';
import { PlainTable } from '@/ui/plain-table';
import { Tag } from '@/ui/tag';
import { organisationKey } from '../api/organisation';
import type { Appointment, Person } from '../api/people';
import { Validity } from '../components/validity';
import { AppointDialog } from './appoint-dialog';
import { texts } from './texts';

/** What somebody held, holds and will hold. */
export function AppointmentList({ person, appointments }: { person: Person; appointments: readonly Appointment[] }) {
  const [isAppointing, setIsAppointing] = useState(false);
  const [ending, setEnding] = useState<Appointment | null>(null);
  const now = today();
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" mb="xs">
        <Text component="h2" fw={600} m={0}>
          {texts.appointments}
        </Text>
        <Button onClick={() => setIsAppointing(true)}>{texts.appoint}</Button>
      </Group>
      {appointments.length === 0 ? (
        <Text c="dimmed">{texts.noAppointments}</Text>
      ) : (
        <PlainTable label={texts.appointments} headers={[texts.position, texts.unit, texts.period, texts.kind, texts.state, texts.end]}>
          {appointments.map((row) => {
            const isPast = row.to !== null && row.to < now;
            return (
              <tr key={row.id}>
                <td>{row.title}</td>
                <td>{[row.unit, row.agency].filter(Boolean).join(', ')}</td>
                <td>
                  <Validity from={row.from} to={row.to} />
                </td>
                <td>{row.primary ? texts.primary : texts.secondary}</td>
                <td>{isPast ? <Tag>{texts.past}</Tag> : row.from > now ? <Tag tone="warn">{texts.coming}</Tag> : <Tag tone="good">{texts.now}</Tag>}</td>
                <td>
                  {!isPast && (
                    <Button variant="default" size="compact-sm" onClick={() => setEnding(row)}>
                      {texts.end}
                    </Button>
                  )}
                </td>
              </tr>
            );
          })}
        </PlainTable>
      )}
      {isAppointing && <AppointDialog person={person} onClose={() => setIsAppointing(false)} />}
      {ending !== null && (
        <FieldsDialog
          title={texts.endTitle(person.fullName, ending.title)}
          verb={texts.end}
          isDangerous
          note={texts.endNote}
          initial={{ lastDay: now }}
          fields={[{ name: 'lastDay', label: texts.lastDay, kind: 'day', isRequired: true }]}
          run={(given, key) => command('post', '/api/organisation/appointments/{id}/end', { path: { id: ending.id }, body: { lastDay: given.lastDay ?? '' }, key })}
          changes={[organisationKey]}
          done={() => texts.ended(ending.title)}
          onClose={() => setEnding(null)}
        />
      )}
    </Paper>
  );
}
