import { Checkbox, Group, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { hasCode } from '@/api/errors';
import { useUser } from '@/api/session';
import { PersonPicker } from '@/features/people/components/person-picker';
import type { PersonPick } from '@/features/people/api/find-people';
import { DateField } from '@/ui/date-field';
import { FormDialog } from '@/ui/form-dialog';
import { showToast } from '@/ui/toasts';
import { useDelegate } from '../api/delegations';
import { texts } from '../texts';

/** Sets a delegation for oneself, or as the assistant for somebody else. */
export function DelegationDialog({ isForAnother = false, onClose }: { isForAnother?: boolean; onClose: () => void }) {
  const user = useUser();
  const [from, setFrom] = useState<PersonPick | null>(null);
  const [to, setTo] = useState<PersonPick | null>(null);
  const [positionId, setPositionId] = useState('');
  const [kinds, setKinds] = useState<string[]>([]);
  const [firstDay, setFirstDay] = useState('');
  const [lastDay, setLastDay] = useState('');
  const [reason, setReason] = useState('');
  const [authorisation, setAuthorisation] = useState('');
  const [alongside, setAlongside] = useState(false);
  const [isAsked, setIsAsked] = useState(false);
  const delegate = useDelegate(() => {
    showToast({ text: texts.setDone(to?.fullName ?? '') });
    onClose();
  });
  const positions = isForAnother ? (from?.positions ?? []) : user.positions;
  const missing = {
    from: isForAnother && from === null ? texts.missing.from : null,
    to: to === null ? texts.missing.to : null,
    firstDay: firstDay === '' ? texts.missing.firstDay : null,
    lastDay: lastDay === '' ? texts.missing.lastDay : firstDay !== '' && lastDay < firstDay ? texts.missing.order : null,
    reason: reason.trim() === '' ? texts.missing.reason : null,
  };
  const shown = (name: keyof typeof missing) => (isAsked ? missing[name] : null);
  const submit = () => {
    setIsAsked(true);
    if (to === null || Object.values(missing).some((one) => one !== null)) return;
    delegate.mutate({
      fromPersonId: from?.id ?? null,
      toPersonId: to.id,
      positionId: positionId === '' ? null : positionId,
      kinds,
      firstDay,
      lastDay,
      reason: reason.trim(),
      authorisation: authorisation.trim() === '' ? null : authorisation.trim(),
      alongside,
    });
  };
  return (
    <FormDialog
      title={isForAnother ? texts.setForLeader : texts.setDelegation}
      verb={texts.set}
      isBusy={delegate.isPending}
      error={delegate.error}
      size="lg"
      onSubmit={submit}
      onClose={onClose}
    >
      {isForAnother && <PersonPicker label={texts.from} required value={from?.id ?? null} error={shown('from')} onChange={(_, person) => setFrom(person)} />}
      <PersonPicker
        label={texts.to}
        required
        value={to?.id ?? null}
        error={shown('to')}
        excludeIds={[isForAnother ? (from?.id ?? '') : user.personId]}
        onChange={(_, person) => setTo(person)}
      />
      <Group grow align="flex-start">
        <DateField label={texts.firstDay} required value={firstDay} error={shown('firstDay')} onChange={setFirstDay} />
        <DateField label={texts.lastDay} required value={lastDay} error={shown('lastDay')} onChange={setLastDay} />
      </Group>
      {positions.length > 1 && (
        <NativeSelect
          label={texts.position}
          data={[{ value: '', label: texts.allPositions }, ...positions.map((held) => ({ value: held.positionId, label: held.title }))]}
          value={positionId}
          onChange={(event) => setPositionId(event.currentTarget.value)}
        />
      )}
      <Checkbox.Group label={texts.which} description={texts.whichHint} value={kinds} onChange={setKinds}>
        <Group gap="md" mt={4}>
          {Object.entries(texts.kinds).map(([value, label]) => (
            <Checkbox key={value} value={value} label={label} />
          ))}
        </Group>
      </Checkbox.Group>
      <Textarea label={texts.reason} required autosize minRows={2} value={reason} error={shown('reason')} onChange={(event) => setReason(event.currentTarget.value)} />
      <TextInput label={texts.authorisation} description={texts.authorisationHint} value={authorisation} onChange={(event) => setAuthorisation(event.currentTarget.value)} />
      {(alongside || hasCode(delegate.error, 'delegation.overlap')) && (
        <Checkbox label={texts.alongside} description={texts.alongsideHint} checked={alongside} onChange={(event) => setAlongside(event.currentTarget.checked)} />
      )}
    </FormDialog>
  );
}
