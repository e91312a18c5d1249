import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from './form-dialog';
import { PhraseButtons } from './phrase-buttons';
import { texts } from './texts';

interface ReasonDialogProps {
  /** Names the thing: "Trả lại dự thảo «…»?". */
  title: string;
  /** The verb on the button. */
  verb: string;
  /** Red button: for what cannot be taken back. */
  isDangerous?: boolean;
  /** Offered phrases, the last used first. */
  phrases?: readonly string[];
  /** Where a word is not enough: how many characters, and what to say when they are fewer. */
  minLength?: { characters: number; problem: string };
  isBusy: boolean;
  error: unknown;
  /** What was written before the dialog was closed; tell it on in `onDraft` to keep it. */
  draft?: string;
  onDraft?: (text: string) => void;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** Asks for a reason, which is required. Show it only while it is open, so that it begins with `draft`. */
export function ReasonDialog({ title, verb, isDangerous = false, phrases = [], minLength, isBusy, error, draft = '', onDraft, onConfirm, onClose }: ReasonDialogProps) {
  const [reason, setReasonState] = useState(draft);
  const setReason = (text: string) => {
    setReasonState(text);
    onDraft?.(text);
  };
  const [isAsked, setIsAsked] = useState(false);
  const given = reason.trim();
  const problem = given === '' ? texts.reasonMissing : minLength !== undefined && given.length < minLength.characters ? minLength.problem : null;
  const submit = () => {
    setIsAsked(true);
    if (problem === null) onConfirm(given);
  };
  return (
    <FormDialog title={title} verb={verb} isDangerous={isDangerous} isBusy={isBusy} error={error} onSubmit={submit} onClose={onClose}>
      <Textarea
        label={texts.reason}
        required
        autosize
        minRows={3}
        data-autofocus
        value={reason}
        error={isAsked ? problem : null}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <PhraseButtons phrases={phrases} text={reason} onText={setReason} />
    </FormDialog>
  );
}
