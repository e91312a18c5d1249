import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { today } from '@/lib/dates';
import { EmptyState } from '@/ui/empty-state';
import { UploadDrop } from '@/ui/upload-drop';
import { registersQuery } from '../api/registers';
import { texts } from '../texts';
import type { Reception } from '../use-reception';
import { RegistrationCard } from './registration-card';

const limits = { endings: ['.docx', '.pdf', '.txt', '.md', '.xlsx', '.png', '.jpg', '.jpeg'], megabytes: 50 };

/** Files dropped here become documents in the register. */
export function ReceiveTab({ reception }: { reception: Reception }) {
  const { checked } = reception;
  const waiting = checked.filter((one) => one.entry.done === null);
  const complete = waiting.filter((one) => one.isComplete);
  const isOpen = waiting.length > 0;
  useEffect(() => {
    if (!isOpen) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isOpen]);
  return (
    <Stack gap="sm">
      <UploadDrop label={texts.drop} limits={limits} isMultiple onUploaded={reception.addFile} />
      <Text c="dimmed" size="sm">
        {texts.dropHint}
      </Text>
      {checked.length === 0 ? (
        <EmptyState title={texts.receiveEmpty}>{texts.receiveEmptyDetail}</EmptyState>
      ) : (
        <>
          <Group justify="space-between" align="flex-end">
            <Text role="status">{texts.cardsCount(waiting.length, complete.length)}</Text>
            <Group gap="xs" align="flex-end">
              <RegisterChoice reception={reception} />
              {waiting.length < checked.length && (
                <Button variant="default" onClick={reception.clearDone}>
                  {texts.clearDone}
                </Button>
              )}
              {complete.length > 1 && <Button onClick={() => void reception.register(complete.map((one) => one.entry.id))}>{texts.registerAll(complete.length)}</Button>}
            </Group>
          </Group>
          {checked.map((one) => (
            <RegistrationCard key={one.entry.id} checked={one} before={before(waiting, one.entry.id)} reception={reception} />
          ))}
        </>
      )}
    </Stack>
  );
}

/** Asked only where the agency keeps more than one book of arrivals. */
function RegisterChoice({ reception }: { reception: Reception }) {
  const open = (useQuery(registersQuery).data ?? []).filter((register) => register.kind === 'incoming' && register.year === Number(today().slice(0, 4)) && register.closedOn === null);
  if (open.length < 2) return null;
  return <Select label={texts.registerName} data={open.map((register) => register.name)} value={reception.registerName ?? open[0]?.name} allowDeselect={false} onChange={reception.setRegisterName} />;
}

function before(waiting: Reception['checked'], id: string): { id: string; name: string } | null {
  const entry = waiting[waiting.findIndex((one) => one.entry.id === id) - 1]?.entry;
  return entry === undefined ? null : { id: entry.id, name: entry.files[0]?.name ?? '' };
}
