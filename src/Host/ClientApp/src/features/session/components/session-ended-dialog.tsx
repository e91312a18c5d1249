import { Button, Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { sessionQuery } from '@/api/session';
import { endedSession } from '@/api/session-gate';
import { useStore } from '@/lib/store';
import { texts } from '../texts';
import { SignInSteps } from './sign-in-steps';

/** Opens over the page, and over the dialog that asks for a code, when a request meets the end of the session; afterwards the request is sent again. */
export function SessionEndedDialog() {
  const ended = useStore(endedSession);
  const userName = useQueryClient().getQueryData(sessionQuery.queryKey)?.user?.userName;
  if (ended === null) return null;
  return (
    <Modal opened onClose={ended.giveUp} title={texts.endedTitle} withCloseButton={false} closeOnClickOutside={false} closeOnEscape={false} zIndex={260}>
      <Stack gap="sm">
        <Text>{texts.endedDetail}</Text>
        <SignInSteps userName={userName} onDone={ended.resume} />
        <Button
          variant="subtle"
          onClick={() => {
            ended.giveUp();
            window.location.assign('/dang-nhap');
          }}
        >
          {texts.other}
        </Button>
      </Stack>
    </Modal>
  );
}
