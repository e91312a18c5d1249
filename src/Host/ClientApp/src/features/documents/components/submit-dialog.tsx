import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ErrorState } from '@/ui/error-state';
import { draftTexts as texts } from '../draft-texts';
import { RouteAhead } from './route-ahead';

interface SubmitDialogProps {
  subject: string;
  dossierId: string;
  errorCount: number;
  isBusy: boolean;
  error: unknown;
  onSubmit: (comment: string) => void;
  onClose: () => void;
}

/** Shows where the draft goes, and sends it on. */
export function SubmitDialog({ subject, dossierId, errorCount, isBusy, error, onSubmit, onClose }: SubmitDialogProps) {
  const [comment, setComment] = useState('');
  return (
    <Modal opened onClose={onClose} title={texts.submitTitle} closeButtonProps={{ 'aria-label': texts.close }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit(comment);
        }}
      >
        <Stack gap="sm">
          <Text style={{ overflowWrap: 'anywhere' }}>{texts.submitOf(subject)}</Text>
          {errorCount > 0 && <Alert color="yellow">{texts.errorsLeft(errorCount)}</Alert>}
          <div>
            <Text fw={600}>{texts.route}</Text>
            <RouteAhead dossierId={dossierId} />
          </div>
          <Textarea label={texts.comment} description={texts.commentHint} autosize minRows={2} maxLength={4000} value={comment} data-autofocus onChange={(event) => setComment(event.currentTarget.value)} />
          {error !== null && error !== undefined && <ErrorState error={error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {texts.cancel}
            </Button>
            <Button type="submit" loading={isBusy}>
              {texts.submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
