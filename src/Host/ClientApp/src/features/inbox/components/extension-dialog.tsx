import { Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useCommand } from '@/api/use-command';
import { formatDate } from '@/lib/dates';
import { FormDialog } from '@/ui/form-dialog';
import { showToast } from '@/ui/toasts';
import { askExtension } from '../api/ask-others';
import { workItemQuery } from '../api/read-work-item';
import { keptTexts } from '../lib/kept-texts';
import { texts } from '../texts';
import type { ActionDialogProps } from './action-dialog';
import { DueField } from './due-field';
import { PhraseChips } from './phrase-chips';

/** Xin gia hạn: until when and why. Whoever gave the deadline answers. */
export function ExtensionDialog({ detail, onClose, onChanged }: ActionDialogProps) {
  const kept = keptTexts(`${detail.item.id} extensions`);
  const [dueOn, setDueOn] = useState<string | null>(null);
  const [reason, setReasonState] = useState(kept.get());
  const [isAsked, setIsAsked] = useState(false);
  const setReason = (next: string) => {
    setReasonState(next);
    kept.set(next);
  };
  const ask = useCommand({
    run: (body: { dueOn: string; reason: string }, key) => askExtension(detail.item, body, key),
    changes: [workItemQuery(detail.item.id).queryKey],
    onDone: () => {
      kept.set('');
      showToast({ text: texts.extendAsked });
      onChanged();
    },
  });
  const isTooEarly = dueOn === null || (detail.deadline?.dueOn != null && dueOn <= detail.deadline.dueOn);
  const submit = () => {
    setIsAsked(true);
    if (!isTooEarly && reason.trim() !== '') ask.mutate({ dueOn, reason: reason.trim() });
  };
  return (
    <FormDialog title={texts.extendTitle(detail.subject)} verb={texts.extend} isBusy={ask.isPending} error={ask.error} onSubmit={submit} onClose={onClose}>
      {detail.deadline?.dueOn != null && <Text>{texts.extendFrom(formatDate(detail.deadline.dueOn))}</Text>}
      <DueField label={texts.extendTo} isRequired value={dueOn} onChange={setDueOn} error={isAsked && isTooEarly ? texts.extendMissing : null} />
      <Textarea label={texts.reason} required autosize minRows={3} value={reason} error={isAsked && reason.trim() === '' ? texts.reasonMissing : null} onChange={(event) => setReason(event.currentTarget.value)} />
      <PhraseChips kind="extension" text={reason} onText={setReason} />
    </FormDialog>
  );
}
