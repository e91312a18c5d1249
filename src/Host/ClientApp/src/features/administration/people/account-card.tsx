import { Button, Group, Paper, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { command } from '@/api/client';
import { formatMoment } from '@/lib/dates';
import { DateText } from '@/ui/date-text';
import { FieldsDialog } from '@/ui/fields-dialog';
import { Loaded } from '@/ui/loaded';
import { Tag } from '@/ui/tag';
import { organisationKey } from '../api/organisation';
import { accountQuery, changeAccount, type Account, type AccountStep, type NewSecret, type Person } from '../api/people';
import { SecretDialog } from './secret-dialog';
import { texts } from './texts';

const changes = [organisationKey, ['accounts']];

/** The account of a person: whether it can be used, and what an administrator may do to it. */
export function AccountCard({ person }: { person: Person }) {
  const [isCreating, setIsCreating] = useState(false);
  const [step, setStep] = useState<AccountStep | null>(null);
  const [secret, setSecret] = useState<NewSecret | null>(null);
  const account = useQuery({ ...accountQuery(person.id, person.userName ?? ''), enabled: person.userName !== null });
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" mb="xs">
        <Text component="h2" fw={600} m={0}>
          {texts.account}
        </Text>
        {person.userName === null && <Button onClick={() => setIsCreating(true)}>{texts.create}</Button>}
      </Group>
      {person.userName === null ? <Text c="dimmed">{texts.noAccountDetail}</Text> : <Loaded query={account} rows={2}>{(row) => row !== null && <AccountFacts row={row} onStep={setStep} />}</Loaded>}
      {isCreating && (
        <FieldsDialog
          title={texts.createTitle(person.fullName)}
          verb={texts.create}
          fields={[{ name: 'userName', label: texts.userName, hint: person.email === null ? texts.userNameNeeded : texts.userNameHint, isRequired: person.email === null }]}
          run={(given) => command('post', '/api/organisation/people/{id}/account', { path: { id: person.id }, body: { userName: given.userName || null } })}
          changes={changes}
          onDone={setSecret}
          onClose={() => setIsCreating(false)}
        />
      )}
      {step !== null && (
        <FieldsDialog
          {...texts.asks[step](person.fullName)}
          verb={texts[step]}
          isDangerous={step !== 'unlock' && step !== 'grant'}
          fields={[]}
          run={() => changeAccount(person.id, step)}
          changes={changes}
          done={() => texts.dones[step](person.fullName)}
          onDone={setSecret}
          onClose={() => setStep(null)}
        />
      )}
      {secret !== null && <SecretDialog name={person.fullName} secret={secret} onClose={() => setSecret(null)} />}
    </Paper>
  );
}

function AccountFacts({ row, onStep }: { row: Account; onStep: (step: AccountStep) => void }) {
  const steps: AccountStep[] = ['reset', row.locked || row.lockedUntil !== null ? 'unlock' : 'lock', row.isAdministrator ? 'withdraw' : 'grant', ...(row.hasSecondFactor ? (['resetFactor'] as const) : [])];
  return (
    <>
      <Group gap="xs" mb="xs">
        <Text span fw={500} style={{ overflowWrap: 'anywhere' }}>
          {row.userName}
        </Text>
        {row.locked ? <Tag tone="late">{texts.locked}</Tag> : row.lockedUntil !== null ? <Tag tone="warn">{texts.lockedUntil(formatMoment(row.lockedUntil))}</Tag> : <Tag tone="good">{texts.active}</Tag>}
        {row.isAdministrator && <Tag tone="warn">{texts.administrator}</Tag>}
        <Tag>{row.hasSecondFactor ? texts.secondFactor : texts.noSecondFactor}</Tag>
        {row.mustChangePassword && <Tag tone="warn">{texts.mustChange}</Tag>}
      </Group>
      <Text c="dimmed" mb="sm">
        {texts.lastSeen}: {row.lastSeenAt === null ? texts.never : <DateText value={row.lastSeenAt} withTime />} · {texts.createdAt}: <DateText value={row.createdAt} />
      </Text>
      <Group gap="xs">
        {steps.map((step) => (
          <Button key={step} variant="default" onClick={() => onStep(step)}>
            {texts[step]}
          </Button>
        ))}
      </Group>
    </>
  );
}
