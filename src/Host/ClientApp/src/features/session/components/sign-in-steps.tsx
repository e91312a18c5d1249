import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { useSecondStep } from '@/api/session';
import { texts } from '../texts';
import { CodeForm } from './code-form';
import { SignInForm } from './sign-in-form';

/** Name and password, then the code where a second factor is set up. */
export function SignInSteps({ userName, onDone }: { userName?: string; onDone: () => void }) {
  const secondStep = useSecondStep();
  const [isSecond, setIsSecond] = useState(false);
  if (!isSecond) return <SignInForm userName={userName} onDone={({ secondFactorNeeded }) => (secondFactorNeeded ? setIsSecond(true) : onDone())} />;
  return (
    <Stack gap="sm">
      <CodeForm verb={texts.secondStep} mayBeRecoveryCode send={secondStep} onDone={onDone} />
      <Button variant="subtle" onClick={() => setIsSecond(false)}>
        {texts.again}
      </Button>
    </Stack>
  );
}
