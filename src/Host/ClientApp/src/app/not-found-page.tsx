import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { EmptyState } from '@/ui/empty-state';
import { Page } from '@/ui/page';
import { texts } from './texts';

export function NotFoundPage() {
  return (
    <Page title={texts.notFoundTitle}>
      <EmptyState
        title={texts.notFoundTitle}
        action={
          <Button component={Link} to="/" mt="sm">
            {texts.home}
          </Button>
        }
      >
        {texts.notFoundDetail}
      </EmptyState>
    </Page>
  );
}
