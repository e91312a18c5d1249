import { Button, Group, Modal, Text } from '@mantine/core';
import { today } from '@/lib/dates';
import { texts as shared } from '@/ui/texts';
import { texts } from '../texts';
import type { Reception } from '../use-reception';

/** The first document of the year needs a register; opening one is for văn thư to decide. */
export function OpenRegisterDialog({ reception }: { reception: Reception }) {
  const { asking, registerName } = reception;
  if (asking === null) return null;
  const year = Number(today().slice(0, 4));
  return (
    <Modal opened onClose={reception.stopAsking} title={texts.openRegisterTitle(year)} closeButtonProps={{ 'aria-label': shared.close }}>
      <Text>{texts.openRegisterDetail(year, registerName ?? texts.incomingTitle)}</Text>
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={reception.stopAsking}>
          {shared.cancel}
        </Button>
        <Button data-autofocus onClick={() => void reception.register(asking, true)}>
          {texts.openAndRegister}
        </Button>
      </Group>
    </Modal>
  );
}
