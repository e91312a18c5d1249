import { Select, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useCommand } from '@/api/use-command';
import { showToast } from '@/ui/toasts';
import { handOver } from '../api/ask-others';
import { handOverCandidatesQuery } from '../api/read-agency';
import { workItemQuery } from '../api/read-work-item';
import { keptTexts } from '../lib/kept-texts';
import { texts } from '../texts';
import type { ActionDialogProps } from './action-dialog';
import { FormDialog } from './form-dialog';

/** Chuyển xử lý: to one person, with the reason that the drafter and the receiver read. */
export function HandOverDialog({ detail, onClose, onLeft }: ActionDialogProps) {
  const { item, subject } = detail;
  const kept = keptTexts(`${item.id} hand-over`);
  const [toPersonId, setToPersonId] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [reason, setReason] = useState(kept.get());
  const [isAsked, setIsAsked] = useState(false);
  const [searched] = useDebouncedValue(text, 250);
  const candidates = useQuery({ ...handOverCandidatesQuery(item.id, searched.trim()), placeholderData: keepPreviousData });
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
    <FormDialog title={texts.handOverTitle(subject)} verb={texts.handOver} isBusy={pass.isPending} error={pass.error ?? candidates.error} onSubmit={submit} onClose={onClose}>
      <Select
        label={texts.handOverTo}
        required
        searchable
        data-autofocus
        data={(candidates.data ?? []).map((person) => ({ value: person.id, label: [person.fullName, person.positions.find((position) => position.primary)?.actingAs ?? person.positions[0]?.actingAs].filter(Boolean).join(', ') }))}
        value={toPersonId}
        onChange={setToPersonId}
        searchValue={text}
        onSearchChange={setText}
        // The server has searched, also without marks.
        filter={({ options }) => options}
        nothingFoundMessage={texts.noMatch}
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
