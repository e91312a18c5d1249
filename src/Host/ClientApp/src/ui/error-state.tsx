import { Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertCircle, IconPlugConnectedX } from '@tabler/icons-react';
import { ApiError, ConnectionError } from '@/api/errors';
import { texts } from './texts';

/** What went wrong in words a reader can act on. */
export function explain(error: unknown): { title: string; detail: string; traceId: string | null } {
  if (error instanceof ApiError) return { title: error.title, detail: error.detail, traceId: error.status >= 500 ? error.traceId : null };
  if (error instanceof ConnectionError) return { title: texts.connectionTitle, detail: texts.connectionDetail, traceId: null };
  return { title: texts.unexpectedTitle, detail: `${texts.unexpectedDetail} (${error instanceof Error ? error.message : String(error)})`, traceId: null };
}

/** In place of what could not be shown or done. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { title, detail, traceId } = explain(error);
  const Icon = error instanceof ConnectionError ? IconPlugConnectedX : IconAlertCircle;
  return (
    <Group role="alert" align="flex-start" gap="sm" p="md" wrap="nowrap">
      <Icon size={20} aria-hidden color="var(--lt-late-text)" />
      <Stack gap={4} align="flex-start">
        <Text fw={600}>{title}</Text>
        <Text>{detail}</Text>
        {traceId !== null && (
          <Text size="xs" c="dimmed">
            {texts.traceId(traceId)}
          </Text>
        )}
        {onRetry !== undefined && (
          <Button variant="default" mt={4} onClick={onRetry}>
            {texts.retry}
          </Button>
        )}
      </Stack>
    </Group>
  );
}
