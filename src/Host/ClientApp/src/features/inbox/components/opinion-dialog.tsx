import { Group, Radio, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '@/ui/form-dialog';
import { keptTexts } from '../lib/kept-texts';
import { texts } from '../texts';
import type { ActionDialogProps } from './action-dialog';
import { PhraseChips } from './phrase-chips';

/** Cho ý kiến: whether one agrees, which an opinion needs and a cooperation does not, and why. */
export function OpinionDialog({ detail, isBusy, error, onSend, onClose }: ActionDialogProps) {
  const kept = keptTexts(`${detail.item.id} give-opinion`);
  const [text, setTextState] = useState(kept.get());
  const [agrees, setAgrees] = useState<string | null>(null);
  const [isAsked, setIsAsked] = useState(false);
  const setText = (next: string) => {
    setTextState(next);
    kept.set(next);
  };
  const needsAgreement = detail.item.kind === 'opinion';
  const submit = () => {
    setIsAsked(true);
    if (text.trim() !== '' && (agrees !== null || !needsAgreement)) onSend('give-opinion', { text: text.trim(), agrees });
  };
  return (
    <FormDialog title={texts.opinionTitle(detail.subject)} verb={texts.opinionVerb} isBusy={isBusy} error={error} onSubmit={submit} onClose={onClose}>
      {detail.asked?.question != null && <Text className="said">{detail.asked.question}</Text>}
      <Radio.Group label={texts.agreement} required={needsAgreement} value={agrees ?? ''} onChange={setAgrees} error={isAsked && needsAgreement && agrees === null ? texts.agreementMissing : null}>
        <Group mt={4}>
          {Object.entries(texts.agrees).map(([value, label]) => (
            <Radio key={value} value={value} label={label} data-autofocus={value === 'yes' || undefined} />
          ))}
        </Group>
      </Radio.Group>
      <Textarea
        label={texts.opinion}
        required
        autosize
        minRows={3}
        value={text}
        error={isAsked && text.trim() === '' ? texts.opinionMissing : null}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <PhraseChips kind="opinion" text={text} onText={setText} />
    </FormDialog>
  );
}
