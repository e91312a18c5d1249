import { Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorState } from '@/ui/error-state';
import { texts } from '../texts';

interface Secrets {
  password: string;
  code: string;
}

interface SecretsDialogProps<A> {
  title: string;
  about?: string;
  verb: string;
  isDangerous?: boolean;
  asks: readonly (keyof Secrets)[];
  send: (secrets: Secrets) => Promise<A>;
  onDone: (answer: A) => void;
  onClose: () => void;
}

/** Asks for the password, a code, or both. A secret goes with no idempotency key: it is kept nowhere. */
export function SecretsDialog<A>({ title, about, verb, isDangerous = false, asks, send, onDone, onClose }: SecretsDialogProps<A>) {
  const [secrets, setSecrets] = useState<Secrets>({ password: '', code: '' });
  const [isAsked, setIsAsked] = useState(false);
  const sending = useMutation({ mutationFn: () => send({ ...secrets, code: secrets.code.replaceAll(' ', '') }), onSuccess: onDone });
  const isMissing = (name: keyof Secrets) => asks.includes(name) && secrets[name].trim() === '';
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': texts.close }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setIsAsked(true);
          if (!isMissing('password') && !isMissing('code')) sending.mutate();
        }}
      >
        <Stack gap="sm">
          {about !== undefined && <Text>{about}</Text>}
          {asks.includes('password') && (
            <PasswordInput
              label={texts.password}
              name="present"
              autoComplete="current-password"
              required
              data-autofocus
              value={secrets.password}
              error={isAsked && isMissing('password') ? texts.passwordMissing : null}
              visibilityToggleButtonProps={{ 'aria-label': texts.showPassword, tabIndex: 0 }}
              onChange={(event) => setSecrets({ ...secrets, password: event.currentTarget.value })}
            />
          )}
          {asks.includes('code') && (
            <TextInput
              label={texts.code}
              description={texts.codeOrRecovery}
              name="code"
              autoComplete="one-time-code"
              required
              data-autofocus={!asks.includes('password') || undefined}
              maxLength={20}
              value={secrets.code}
              error={isAsked && isMissing('code') ? texts.codeMissing : null}
              onChange={(event) => setSecrets({ ...secrets, code: event.currentTarget.value })}
            />
          )}
          {sending.isError && <ErrorState error={sending.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {texts.cancel}
            </Button>
            <Button type="submit" color={isDangerous ? 'red' : undefined} loading={sending.isPending}>
              {verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
