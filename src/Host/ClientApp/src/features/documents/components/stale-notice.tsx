import { Alert, Button, Group, Text } from '@mantine/core';
import { draftTexts as texts } from '../draft-texts';

/** Another window saved; the drafter chooses which text goes on. */
export function StaleNotice({ onKeep, onTake }: { onKeep: () => void; onTake: () => void }) {
  return (
    <Alert color="yellow" title={texts.staleTitle} role="alert" mb="sm">
      <Text>{texts.staleText}</Text>
      <Group gap="xs" mt="xs">
        <Button size="compact-md" variant="default" onClick={onKeep}>
          {texts.keepMine}
        </Button>
        <Button size="compact-md" variant="default" onClick={onTake}>
          {texts.takeTheirs}
        </Button>
      </Group>
    </Alert>
  );
}
