import { Paper, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { useSuspenseQuery } from '@tanstack/react-query';
import { sessionQuery } from '@/api/session';
import { localPath } from '@/lib/local-path';
import { PasswordForm } from '@/ui/password-form';
import { SignInSteps } from './components/sign-in-steps';
import classes from './sign-in-page.module.css';
import { texts } from './texts';

export function SignInPage() {
  const [params] = useSearchParams();
  const { user } = useSuspenseQuery(sessionQuery).data;
  const isIn = user !== null && !user.mustChangePassword;
  const [wasIn] = useState(isIn);
  const next = localPath(params.get('tiep'));
  // Loaded anew: this document may hold what was refused before the sign-in, fetched ahead for the page that was asked for.
  useEffect(() => {
    if (isIn && !wasIn) window.location.replace(next);
  }, [isIn, wasIn, next]);
  if (isIn) return wasIn ? <Navigate to={next} replace /> : null;
  return (
    <main className={classes.page}>
      <title>{`${texts.title} · ${texts.product}`}</title>
      <div className={classes.band}>
        <p className={classes.product}>{texts.product}</p>
        <p className={classes.about}>{texts.about}</p>
      </div>
      <Paper className={classes.form} p="lg">
        {user === null ? (
          <>
            <h1 className={classes.title}>{texts.title}</h1>
            <SignInSteps onDone={() => undefined} />
            <Text c="dimmed" size="sm" mt="sm">
              {texts.forgotten}
            </Text>
          </>
        ) : (
          <>
            <h1 className={classes.title}>{texts.mustChangeTitle}</h1>
            <Text mb="sm">{texts.mustChangeDetail}</Text>
            <PasswordForm />
          </>
        )}
      </Paper>
    </main>
  );
}
