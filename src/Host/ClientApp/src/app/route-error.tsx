import { Button, Group, Text } from '@mantine/core';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { useRevalidator, useRouteError } from 'react-router';
import { ErrorState } from '@/ui/error-state';
import { Page } from '@/ui/page';
import { texts } from './texts';

/** A page that failed to load or to be shown; the rest of the application goes on. */
export function RouteError() {
  const error = useRouteError();
  const { reset } = useQueryErrorResetBoundary();
  const { revalidate } = useRevalidator();
  // After an update of the server the files of the old build are gone.
  const isOutdated = error instanceof TypeError && /dynamically imported module|Importing a module/.test(error.message);
  return (
    <Page title={texts.failedTitle}>
      {isOutdated ? (
        <Text>{texts.newVersion}</Text>
      ) : (
        <ErrorState
          error={error}
          onRetry={() => {
            reset();
            void revalidate();
          }}
        />
      )}
      <Group px="md">
        <Button variant="default" onClick={() => window.location.reload()}>
          {texts.reload}
        </Button>
      </Group>
    </Page>
  );
}
