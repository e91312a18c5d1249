import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { components } from '@/api/schema';
import { ErrorState } from '@/ui/error-state';
import { texts } from '../texts';
import classes from './account.module.css';
import { QrCode } from './qr-code';

type Codes = components['schemas']['RecoveryCodesView'];

interface EnrolFormProps {
  secret: string;
  uri: string;
  enable: (code: string) => Promise<Codes>;
  onDone: (codes: Codes) => void;
  onCancel: () => void;
}

/** Shows the key to the authenticator; its first code proves that it took it. */
export function EnrolForm({ secret, uri, enable, onDone, onCancel }: EnrolFormProps) {
  const [code, setCode] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const given = code.replaceAll(' ', '');
  const sending = useMutation({ mutationFn: () => enable(given), onSuccess: onDone });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsAsked(true);
        if (given !== '') sending.mutate();
      }}
    >
      <Stack gap="sm" className={classes.form}>
        <p>{texts.scan}</p>
        <QrCode text={uri} />
        <div>
          {texts.secret}: <span className={classes.secret}>{secret}</span>
        </div>
        <TextInput
          label={texts.code}
          description={texts.codeHint}
          name="code"
          autoComplete="one-time-code"
          inputMode="numeric"
          required
          autoFocus
          maxLength={10}
          value={code}
          error={isAsked && given === '' ? texts.codeMissing : null}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        {sending.isError && <ErrorState error={sending.error} />}
        <Group gap="xs">
          <Button type="submit" loading={sending.isPending}>
            {texts.confirm}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {texts.cancel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
