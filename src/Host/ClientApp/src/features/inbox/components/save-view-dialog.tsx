import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useUser } from '@/api/session';
import { useCommand } from '@/api/use-command';
import { FormDialog } from '@/ui/form-dialog';
import { showToast } from '@/ui/toasts';
import { createView, viewsQuery, type ViewContent } from '../api/saved-views';
import { texts } from '../texts';

/** Keeps the filters under a name, for oneself or for everybody who holds a position. */
export function SaveViewDialog({ state, order, onClose }: { state: string; order: number; onClose: () => void }) {
  const user = useUser();
  const [name, setName] = useState('');
  const [shared, setShared] = useState('');
  const [pinned, setPinned] = useState(false);
  const [isAsked, setIsAsked] = useState(false);
  const save = useCommand({
    run: (content: ViewContent, key) => createView(content, key),
    changes: [viewsQuery.queryKey],
    onDone: (_, content) => {
      showToast({ text: texts.viewSaved(content.name) });
      onClose();
    },
  });
  const positions = user.positions.map((position) => ({ value: `${position.agencyId} ${position.code}`, label: position.title }));
  const submit = () => {
    setIsAsked(true);
    const [agencyId = '', positionCode = ''] = shared.split(' ');
    if (name.trim() !== '') save.mutate({ name: name.trim(), state, order, pinned, shared: shared === '' ? null : { agencyId, positionCode } });
  };
  return (
    <FormDialog title={texts.saveView} verb={texts.save} isBusy={save.isPending} error={save.error} onSubmit={submit} onClose={onClose}>
      <TextInput
        label={texts.viewName}
        required
        maxLength={100}
        data-autofocus
        value={name}
        error={isAsked && name.trim() === '' ? texts.viewNameMissing : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect label={texts.sharedWith} value={shared} data={[{ value: '', label: texts.onlyMe }, ...positions]} onChange={(event) => setShared(event.currentTarget.value)} />
      <Checkbox label={texts.pinned} checked={pinned} onChange={(event) => setPinned(event.currentTarget.checked)} />
    </FormDialog>
  );
}
