import { Button, PasswordInput, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { command } from '@/api/client';
import { sessionQuery } from '@/api/session';
import { ErrorState } from './error-state';
import { texts } from './texts';

const shortest = 12;

/** Changes one's password. All other sessions end with it. */
export function PasswordForm({ onDone }: { onDone?: () => void }) {
  const queries = useQueryClient();
  const [present, setPresent] = useState('');
  const [next, setNext] = useState('');
  const [repeated, setRepeated] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const send = useMutation({
    mutationFn: () => command('post', '/api/account/password', { body: { present, next } }),
    onSuccess: async () => {
      setPresent('');
      setNext('');
      setRepeated('');
      setIsAsked(false);
      // The session goes on, without the duty to change a one-time password.
      await queries.refetchQueries({ queryKey: sessionQuery.queryKey });
      onDone?.();
    },
  });
  const isShort = next.length < shortest;
  const show = { 'aria-label': texts.showPassword, tabIndex: 0 };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsAsked(true);
        if (present !== '' && !isShort && next === repeated) send.mutate();
      }}
    >
      <Stack gap="sm" maw={400}>
        <PasswordInput
          label={texts.presentPassword}
          name="present"
          autoComplete="current-password"
          required
          value={present}
          error={isAsked && present === '' ? texts.presentMissing : null}
          visibilityToggleButtonProps={show}
          onChange={(event) => setPresent(event.currentTarget.value)}
        />
        <PasswordInput
          label={texts.newPassword}
          description={texts.passwordRule(shortest)}
          name="next"
          autoComplete="new-password"
          required
          value={next}
          error={isAsked && isShort ? texts.passwordShort(shortest) : null}
          visibilityToggleButtonProps={show}
          onChange={(event) => setNext(event.currentTarget.value)}
        />
        <PasswordInput
          label={texts.repeatPassword}
          name="repeated"
          autoComplete="new-password"
          required
          value={repeated}
          error={isAsked && repeated !== next ? texts.passwordsDiffer : null}
          visibilityToggleButtonProps={show}
          onChange={(event) => setRepeated(event.currentTarget.value)}
        />
        {send.isError && <ErrorState error={send.error} />}
        <Button type="submit" loading={send.isPending}>
          {texts.changePassword}
        </Button>
      </Stack>
    </form>
  );
}
