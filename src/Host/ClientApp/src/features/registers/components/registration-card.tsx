import { Badge, Button, Checkbox, CloseButton, Group, Paper, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { sameDocument } from '../registration';
import { texts } from '../texts';
import type { Checked, Reception } from '../use-reception';
import { AttachedFiles } from './attached-files';
import { DuplicateWarning } from './duplicate-warning';
import classes from './registration-card.module.css';
import { RegistrationForm } from './registration-form';

interface RegistrationCardProps {
  checked: Checked;
  /** The entry before it that it may be an attachment of. */
  before: { id: string; name: string } | null;
  reception: Reception;
}

/** One file that becomes one document: what was read from it, what is wrong with it, and the button that registers it. */
export function RegistrationCard({ checked, before, reception }: RegistrationCardProps) {
  const { entry, problems } = checked;
  const name = entry.files[0]?.name ?? '';
  return (
    <Paper component="article" withBorder className={classes.card} aria-label={name} aria-busy={entry.isReading || entry.isSaving}>
      <header className={classes.head}>
        <Text fw={600} className={classes.name}>
          {name}
        </Text>
        <Status checked={checked} />
        {entry.done === null && <CloseButton aria-label={texts.remove(name)} disabled={entry.isSaving} onClick={() => reception.remove(entry.id)} />}
      </header>
      {entry.done !== null ? (
        <Done done={entry.done} />
      ) : entry.isReading ? (
        <div>
          <Text size="sm" c="dimmed" mb={4}>
            {texts.reading}
          </Text>
          <SkeletonRows rows={3} />
        </div>
      ) : (
        <>
          <Notes checked={checked} />
          <AttachedFiles files={entry.files.slice(1)} onDetach={(token) => reception.detach(entry.id, token)} />
          <RegistrationForm fields={entry.fields} proposal={entry.proposal} problems={problems} onChange={(change) => reception.change(entry.id, { fields: { ...entry.fields, ...change }, error: null })} />
          <RegistrationEnd checked={checked} reception={reception}>
            {before !== null && (
              <Button variant="subtle" onClick={() => reception.attach(entry.id, before.id)}>
                {texts.asAttachment(before.name)}
              </Button>
            )}
          </RegistrationEnd>
        </>
      )}
    </Paper>
  );
}

/** Duplicates, the refusal of the server, and the buttons: the same below a file and below a dispatch. */
export function RegistrationEnd({ checked, reception, children }: { checked: Checked; reception: Reception; children?: ReactNode }) {
  const { entry, duplicates, isComplete } = checked;
  return (
    <>
      <DuplicateWarning duplicates={duplicates}>
        {sameDocument(duplicates) !== undefined && (
          <Checkbox label={texts.despite} checked={entry.isDespiteDuplicate} onChange={(event) => reception.change(entry.id, { isDespiteDuplicate: event.currentTarget.checked })} />
        )}
      </DuplicateWarning>
      {entry.error !== null && <ErrorState error={entry.error} />}
      <Group justify="flex-end" gap="xs">
        {children}
        <Button disabled={!isComplete} loading={entry.isSaving} onClick={() => void reception.register([entry.id])}>
          {texts.register}
        </Button>
      </Group>
    </>
  );
}

function Status({ checked: { entry, problems, duplicates, isComplete } }: { checked: Checked }) {
  if (entry.isReading || entry.done !== null) return null;
  const missing = Object.keys(problems).length;
  const text = missing > 0 ? texts.missing(missing) : isComplete || entry.isSaving ? texts.complete : sameDocument(duplicates) === undefined ? null : texts.mustConfirm;
  return text === null ? null : (
    <Badge className={classes.status} data-good={text === texts.complete || undefined}>
      {text}
    </Badge>
  );
}

function Notes({ checked: { entry } }: { checked: Checked }) {
  const notes = entry.hasReadFailed ? [texts.readFailed] : entry.proposal?.unreadable !== null && entry.proposal !== null ? [entry.proposal.unreadable, texts.unreadable] : (entry.proposal?.warnings ?? []);
  if (notes.length === 0) return null;
  return (
    <ul className={classes.notes}>
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

export function Done({ done }: { done: NonNullable<Checked['entry']['done']> }) {
  return (
    <Group gap="sm" role="status">
      <IconCheck size={16} aria-hidden color="var(--lt-good-text)" />
      <Text className="tabular">{texts.registered(done.arrivalNumber)}</Text>
      {done.workflowInstanceId === null && <Text c="dimmed">{texts.noProcedure}</Text>}
      <Button component={Link} variant="default" size="compact-sm" to={`/ho-so/${done.dossierId}`}>
        {texts.openDossier}
      </Button>
    </Group>
  );
}
