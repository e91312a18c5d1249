import { Button, Group, Modal, NativeSelect, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useCommand } from '@/api/use-command';
import { today } from '@/lib/dates';
import { ErrorState } from '@/ui/error-state';
import { texts as shared } from '@/ui/texts';
import { showToast } from '@/ui/toasts';
import { closeRegister, openRegister, type Register } from '../api/registers';
import { texts } from '../texts';

const changes = [['registers']];

export function OpenBookDialog({ onClose }: { onClose: () => void }) {
  const [kind, setKind] = useState<Register['kind']>('incoming');
  const [year, setYear] = useState<number | string>(Number(today().slice(0, 4)));
  const [name, setName] = useState('');
  const open = useCommand({
    run: (body: Parameters<typeof openRegister>[0], key) => openRegister(body, key),
    changes,
    onDone: () => {
      showToast({ text: texts.bookOpened(`${name.trim() === '' ? texts.kinds[kind] : name.trim()} ${year}`) });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={texts.openBookTitle} closeButtonProps={{ 'aria-label': shared.close }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          open.mutate({ kind, year: Number(year), name: name.trim() === '' ? null : name.trim() });
        }}
      >
        <Stack gap="sm">
          <NativeSelect label={texts.kind} data-autofocus value={kind} data={Object.entries(texts.kinds).map(([value, label]) => ({ value, label }))} onChange={(event) => setKind(event.currentTarget.value as Register['kind'])} />
          <NumberInput label={texts.bookYear} required hideControls allowDecimal={false} allowNegative={false} value={year} onChange={setYear} />
          <TextInput label={texts.bookName} description={texts.bookNameHint} maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          {open.isError && <ErrorState error={open.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {shared.cancel}
            </Button>
            <Button type="submit" loading={open.isPending}>
              {texts.openBook}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

export function CloseBookDialog({ register, onClose }: { register: Register; onClose: () => void }) {
  const close = useCommand({
    run: (_: null, key) => closeRegister(register, key),
    changes,
    onDone: () => {
      showToast({ text: texts.bookClosed(register.title) });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={texts.closeBookTitle(register.title)} closeButtonProps={{ 'aria-label': shared.close }}>
      <Stack gap="sm">
        <Text>{texts.closeBookDetail}</Text>
        {close.isError && <ErrorState error={close.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" data-autofocus onClick={onClose}>
            {shared.cancel}
          </Button>
          <Button color="red" loading={close.isPending} onClick={() => close.mutate(null)}>
            {texts.closeBook}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
