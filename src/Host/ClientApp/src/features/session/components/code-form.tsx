import { Button, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { hasCode } from '@/api/errors';
import { ErrorState } from '@/ui/error-state';
import { texts } from '../texts';

interface CodeFormProps {
  /** The verb on the button. */
  verb: string;
  mayBeRecoveryCode?: boolean;
  send: (code: string) => Promise<unknown>;
  onDone: () => void;
}

/** Asks for the six digits of the authenticator. */
export function CodeForm({ verb, mayBeRecoveryCode = false, send, onDone }: CodeFormProps) {
  const [code, setCode] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const given = code.replaceAll(' ', '');
  const sending = useMutation({ mutationFn: () => send(given), onSuccess: onDone, onError: () => setCode('') });
  const wrong = hasCode(sending.error, 'second-factor.wrong') ? sending.error.detail : null;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsAsked(true);
        if (given !== '') sending.mutate();
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={texts.code}
          description={mayBeRecoveryCode ? texts.codeOrRecovery : texts.codeHint}
          name="code"
          autoComplete="one-time-code"
          inputMode={mayBeRecoveryCode ? 'text' : 'numeric'}
          autoCapitalize="none"
          spellCheck={false}
          maxLength={20}
          required
          autoFocus
          data-autofocus
          value={code}
          error={wrong ?? (isAsked && given === '' && !sending.isError ? texts.codeMissing : null)}
          errorProps={{ role: 'alert' }}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        {sending.isError && wrong === null && <ErrorState error={sending.error} />}
        <Button type="submit" loading={sending.isPending}>
          {verb}
        </Button>
      </Stack>
    </form>
  );
}
