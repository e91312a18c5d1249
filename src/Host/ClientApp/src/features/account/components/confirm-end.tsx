import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { ErrorState } from '@/ui/error-state';
import { texts } from '../texts';

export function ConfirmEnd({ title, isBusy, error, onConfirm, onClose }: { title: string; isBusy: boolean; error: Error | null; onConfirm: () => void; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': texts.close }}>
      <Stack gap="sm">
        <Text>{texts.endDetail}</Text>
        {error !== null && <ErrorState error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {texts.cancel}
          </Button>
          <Button data-autofocus loading={isBusy} onClick={onConfirm}>
            {texts.end}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
