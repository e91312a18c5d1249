import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { EmptyState } from './empty-state';
import { Page } from './page';
import { texts } from './texts';

/** In place of a page that is not for this person. `who` follows "chỉ": "quản trị viên". */
export function ForbiddenPage({ title, who }: { title: string; who: string }) {
  return (
    <Page title={title}>
      <EmptyState
        title={texts.forbiddenTitle}
        action={
          <Button component={Link} to="/" mt="sm">
            {texts.home}
          </Button>
        }
      >
        {texts.forbidden(title, who)}
      </EmptyState>
    </Page>
  );
}
