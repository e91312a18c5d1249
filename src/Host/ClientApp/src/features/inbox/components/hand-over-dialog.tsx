import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useCommand } from '@/api/use-command';
import { PersonPicker } from '@/features/people/components/person-picker';
import { FormDialog } from '@/ui/form-dialog';
import { showToast } from '@/ui/toasts';
import { handOver, listCandidates } from '../api/ask-others';
import { workItemQuery } from '../api/read-work-item';
import { keptTexts } from '../lib/kept-texts';
import { texts } from '../texts';
import type { ActionDialogProps } from './action-dialog';

/** Chuyển xử lý: to one person, with the reason that the drafter and the receiver read. */
export function HandOverDialog({ detail, onClose, onLeft }: ActionDialogProps) {
  const { item, subject } = detail;
  const kept = keptTexts(`${item.id} hand-over`);
  const [toPersonId, setToPersonId] = useState<string | null>(null);
  const [reason, setReason] = useState(kept.get());
  const [isAsked, setIsAsked] = useState(false);
  const candidates = {
    key: ['work-item', item.id, 'candidates'],
    load: (text: string, signal: AbortSignal) => listCandidates(item.id, text, signal),
  };
  const pass = useCommand({
    run: (body: { toPersonId: string; reason: string }, key) => handOver(item, body, key),
    changes: [workItemQuery(item.id).queryKey],
    onDone: () => {
      kept.set('');
      showToast({ text: texts.handedOver(subject) });
      onLeft(texts.handedOver(subject));
    },
  });
  const submit = () => {
    setIsAsked(true);
    if (toPersonId !== null && reason.trim() !== '') pass.mutate({ toPersonId, reason: reason.trim() });
  };
  return (
    <FormDialog title={texts.handOverTitle(subject)} verb={texts.handOver} isBusy={pass.isPending} error={pass.error} onSubmit={submit} onClose={onClose}>
      <PersonPicker
        label={texts.handOverTo}
        required
        source={candidates}
        value={toPersonId}
        onChange={setToPersonId}
        error={isAsked && toPersonId === null ? texts.handOverMissing : null}
      />
      <Textarea
        label={texts.reason}
        required
        autosize
        minRows={3}
        value={reason}
        error={isAsked && reason.trim() === '' ? texts.reasonMissing : null}
        onChange={(event) => {
          setReason(event.currentTarget.value);
          kept.set(event.currentTarget.value);
        }}
      />
    </FormDialog>
  );
}
