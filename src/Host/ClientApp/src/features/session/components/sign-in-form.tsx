import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useSignIn, type Session } from '@/api/session';
import { ErrorState } from '@/ui/error-state';
import { texts } from '../texts';

/** `userName` is given when somebody comes back: another person must not finish what this one began. */
export function SignInForm({ userName: given, onDone }: { userName?: string; onDone: (session: Session) => void }) {
  const signIn = useSignIn();
  const [userName, setUserName] = useState(given ?? '');
  const [password, setPassword] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const send = useMutation({ mutationFn: () => signIn(userName.trim(), password), onSuccess: onDone, onError: () => setPassword('') });
  const isGiven = given !== undefined;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsAsked(true);
        if (userName.trim() !== '' && password !== '') send.mutate();
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={texts.userName}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          readOnly={isGiven}
          autoFocus={!isGiven}
          value={userName}
          error={isAsked && userName.trim() === '' ? texts.userNameMissing : null}
          onChange={(event) => setUserName(event.currentTarget.value)}
        />
        <PasswordInput
          label={texts.password}
          name="password"
          autoComplete="current-password"
          required
          autoFocus={isGiven}
          data-autofocus={isGiven || undefined}
          value={password}
          error={isAsked && password === '' && !send.isError ? texts.passwordMissing : null}
          visibilityToggleButtonProps={{ 'aria-label': texts.show, tabIndex: 0 }}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {send.isError && <ErrorState error={send.error} />}
        <Button type="submit" loading={send.isPending}>
          {texts.signIn}
        </Button>
      </Stack>
    </form>
  );
}
