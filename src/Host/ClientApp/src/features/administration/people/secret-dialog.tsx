import { Button, Code, Group, Modal, Stack, Text } from '@mantine/core';
import { texts as uiTexts } from '@/ui/texts';
import { showToast } from '@/ui/toasts';
import type { NewSecret } from '../api/people';
import { texts } from './texts';

/** Shows a one-time password, once: it is nowhere kept, and a click beside the dialog does not lose it. */
export function SecretDialog({ name, secret, onClose }: { name: string; secret: NewSecret; onClose: () => void }) {
  const copy = () => void navigator.clipboard.writeText(secret.password).then(() => showToast({ text: texts.copied }));
  return (
    <Modal opened onClose={onClose} title={texts.secretTitle(name)} closeOnClickOutside={false} closeOnEscape={false} closeButtonProps={{ 'aria-label': uiTexts.close }}>
      <Stack gap="sm">
        <Text>{texts.secretOnce}</Text>
        <Text>
          {texts.userName}: <Code>{secret.userName}</Code>
        </Text>
        <Text>
          {texts.password}:{' '}
          <Code fz="lg" data-testid="one-time-password">
            {secret.password}
          </Code>
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={copy}>
            {texts.copy}
          </Button>
          <Button onClick={onClose} data-autofocus>
            {texts.handed}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
