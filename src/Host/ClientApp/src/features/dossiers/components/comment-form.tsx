import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ErrorState } from '@/ui/error-state';
import { showToast } from '@/ui/toasts';
import { useWriteComment } from '../api/write-comment';
import { texts } from '../texts';

interface CommentFormProps {
  dossierId: string;
  label: string;
  replyTo?: string;
  onDone?: () => void;
  onCancel?: () => void;
}

export function CommentForm({ dossierId, label, replyTo, onDone, onCancel }: CommentFormProps) {
  const [text, setText] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const given = text.trim();
  const write = useWriteComment(dossierId, () => {
    setText('');
    setIsAsked(false);
    showToast({ text: texts.sent });
    onDone?.();
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setIsAsked(true);
        if (given !== '') write.mutate({ text: given, replyTo: replyTo ?? null });
      }}
    >
      <Stack gap="xs">
        <Textarea
          label={label}
          autosize
          minRows={2}
          autoFocus={replyTo !== undefined}
          value={text}
          error={isAsked && given === '' ? texts.commentMissing : null}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {write.isError && <ErrorState error={write.error} />}
        <Group gap="xs">
          <Button type="submit" variant={replyTo === undefined ? 'filled' : 'default'} loading={write.isPending}>
            {texts.send}
          </Button>
          {onCancel !== undefined && (
            <Button variant="subtle" onClick={onCancel}>
              {texts.cancel}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
