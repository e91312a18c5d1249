import { Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { formatDate } from '@/lib/dates';
import { FormDialog } from '@/ui/form-dialog';
import { keptTexts } from '../lib/kept-texts';
import { texts } from '../texts';
import type { ActionDialogProps } from './action-dialog';
import { DueField } from './due-field';

/** Cho gia hạn: until the day asked for, or another one. */
export function GrantDialog({ detail, isBusy, error, onSend, onClose }: ActionDialogProps) {
  const { asked } = detail;
  const kept = keptTexts(`${detail.item.id} grant-extension`);
  const [dueOn, setDueOn] = useState(asked?.requestedDueOn ?? null);
  const [comment, setComment] = useState(kept.get());
  const submit = () => onSend('grant-extension', { dueOn, comment: comment.trim() === '' ? null : comment.trim() });
  return (
    <FormDialog title={texts.grantTitle(detail.subject)} verb={texts.grant} isBusy={isBusy} error={error} onSubmit={submit} onClose={onClose}>
      {asked?.currentDueOn != null && asked.requestedDueOn != null && <Text>{texts.grantFrom(formatDate(asked.currentDueOn), formatDate(asked.requestedDueOn))}</Text>}
      {asked?.question != null && <Text className="said">{texts.asksBecause(asked.by, asked.question)}</Text>}
      <DueField label={texts.extendTo} value={dueOn} onChange={setDueOn} />
      <Textarea
        label={texts.commentOptional}
        autosize
        minRows={2}
        value={comment}
        onChange={(event) => {
          setComment(event.currentTarget.value);
          kept.set(event.currentTarget.value);
        }}
      />
    </FormDialog>
  );
}
