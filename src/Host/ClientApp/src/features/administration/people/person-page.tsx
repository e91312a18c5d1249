import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { command } from '@/api/client';
import { FieldsDialog } from '@/ui/fields-dialog';
import { Loaded } from '@/ui/loaded';
import { organisationKey, versionOf } from '../api/organisation';
import { personQuery } from '../api/people';
import { AdminPage } from '../components/admin-page';
import { AccountCard } from './account-card';
import { AppointmentList } from './appointment-list';
import { texts } from './texts';

/** /quan-tri/nguoi/:id: one person with appointments and account. */
export function PersonPage() {
  const { id = '' } = useParams();
  const [isEditing, setIsEditing] = useState(false);
  const detail = useQuery(personQuery(id));
  const person = detail.data?.person;
  return (
    <AdminPage
      title={person?.fullName ?? texts.title}
      up={{ path: '/quan-tri/nguoi', label: texts.title }}
      actions={
        person && (
          <Button variant="default" onClick={() => setIsEditing(true)}>
            {texts.edit}
          </Button>
        )
      }
    >
      <Loaded query={detail}>
        {(data) => (
          <Stack gap="md">
            <Text c="dimmed">{[...data.person.positions, data.person.email].filter(Boolean).join(' · ')}</Text>
            <AppointmentList person={data.person} appointments={data.appointments} />
            <AccountCard person={data.person} />
          </Stack>
        )}
      </Loaded>
      {isEditing && person && (
        <FieldsDialog
          title={texts.edit}
          verb={texts.save}
          initial={{ fullName: person.fullName, email: person.email ?? '' }}
          fields={[
            { name: 'fullName', label: texts.name, hint: texts.nameHint, isRequired: true },
            { name: 'email', label: texts.email },
          ]}
          run={(given, key) =>
            command('put', '/api/organisation/people/{id}', { path: { id }, body: { fullName: given.fullName ?? '', email: given.email || null }, key, ifMatch: versionOf(person) })
          }
          changes={[organisationKey]}
          done={(given) => texts.saved(given.fullName ?? '')}
          onClose={() => setIsEditing(false)}
        />
      )}
    </AdminPage>
  );
}
