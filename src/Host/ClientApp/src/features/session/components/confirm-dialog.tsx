import { Button, Modal, Stack, Text } from '@mantine/core';
import { wantedConfirmation } from '@/api/confirm-gate';
import { confirmSession } from '@/api/session';
import { useStore } from '@/lib/store';
import { texts } from '../texts';
import { CodeForm } from './code-form';

/** Opens when a command needs the second factor again; afterwards the same command is sent once more. */
export function ConfirmDialog() {
  const wanted = useStore(wantedConfirmation);
  if (wanted === null) return null;
  return (
    <Modal opened onClose={wanted.giveUp} title={texts.confirmTitle} closeButtonProps={{ 'aria-label': texts.close }} zIndex={250}>
      <Stack gap="sm">
        <Text>{texts.confirmDetail}</Text>
        <CodeForm verb={texts.confirm} send={confirmSession} onDone={wanted.resume} />
        <Button variant="subtle" onClick={wanted.giveUp}>
          {texts.giveUp}
        </Button>
      </Stack>
    </Modal>
  );
}
