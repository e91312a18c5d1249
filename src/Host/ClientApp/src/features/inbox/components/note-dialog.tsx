import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useCommand } from '@/api/use-command';
import { FormDialog } from '@/ui/form-dialog';
import { showToast } from '@/ui/toasts';
import { writeComment } from '../api/ask-others';
import { workItemQuery } from '../api/read-work-item';
import { keptTexts } from '../lib/kept-texts';
import { texts } from '../texts';
import type { ActionDialogProps } from './action-dialog';

/** Ghi chú: everybody who works on the dossier reads it; nothing is decided. */
export function NoteDialog({ detail, onClose, onChanged }: ActionDialogProps) {
  const kept = keptTexts(`${detail.item.id} note`);
  const [text, setText] = useState(kept.get());
  const [isAsked, setIsAsked] = useState(false);
  const write = useCommand({
    run: (body: { text: string; replyTo: null }, key) => writeComment(detail.dossierId, body, key),
    changes: [workItemQuery(detail.item.id).queryKey],
    onDone: () => {
      kept.set('');
      showToast({ text: texts.noteSaved });
      onChanged();
    },
  });
  const submit = () => {
    setIsAsked(true);
    if (text.trim() !== '') write.mutate({ text: text.trim(), replyTo: null });
  };
  return (
    <FormDialog title={texts.noteTitle(detail.subject)} verb={texts.noteVerb} isBusy={write.isPending} error={write.error} onSubmit={submit} onClose={onClose}>
      <Textarea
        label={texts.note}
        description={texts.noteHint}
        required
        autosize
        minRows={3}
        data-autofocus
        value={text}
        error={isAsked && text.trim() === '' ? texts.noteMissing : null}
        onChange={(event) => {
          setText(event.currentTarget.value);
          kept.set(event.currentTarget.value);
        }}
      />
    </FormDialog>
  );
}
