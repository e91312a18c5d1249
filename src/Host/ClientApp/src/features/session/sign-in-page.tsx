import { Paper, Text } from '@mantine/core';
import { useEffect } from 'react';
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
  // Also after signing in: that changes the session.
  if (user !== null && !user.mustChangePassword) {
    const wanted = localPath(params.get('tiep'));
    return isOtherPage(wanted) ? <Leaving to={wanted} /> : <Navigate to={wanted} replace />;
  }
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

/** Pages of the server beside this application: Elsa Studio. */
function isOtherPage(path: string): boolean {
  return /^\/studio(?:[/?#]|$)/.test(path);
}

function Leaving({ to }: { to: string }) {
  useEffect(() => location.replace(to), [to]);
  return null;
}
