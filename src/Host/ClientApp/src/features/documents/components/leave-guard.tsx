import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useBlocker } from 'react-router';
import { draftTexts as texts } from '../draft-texts';

interface LeaveGuardProps {
  isUnsaved: boolean;
  hasFile: boolean;
  /** Tries to save; tells whether all is saved then. */
  flush: () => Promise<boolean>;
}

/** Asks before unsaved text is left behind; inside the application it is saved first, and asked only when that fails. */
export function LeaveGuard({ isUnsaved, hasFile, flush }: LeaveGuardProps) {
  const isRisky = isUnsaved || hasFile;
  const blocker = useBlocker(({ currentLocation, nextLocation }) => isRisky && currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    if (!isRisky) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isRisky]);

  const tried = useRef(false);
  useEffect(() => {
    if (blocker.state !== 'blocked' || hasFile || tried.current) return;
    tried.current = true;
    void flush().then((isDone) => {
      tried.current = false;
      if (isDone) blocker.proceed();
    });
  }, [blocker, flush, hasFile]);

  if (blocker.state !== 'blocked') return null;
  return (
    <Modal opened onClose={() => blocker.reset()} title={texts.leaveTitle} closeButtonProps={{ 'aria-label': texts.close }}>
      <Stack>
        <Text>{hasFile ? texts.leaveFileText : texts.leaveText}</Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => blocker.proceed()}>
            {texts.leave}
          </Button>
          <Button onClick={() => blocker.reset()} data-autofocus>
            {texts.stay}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
