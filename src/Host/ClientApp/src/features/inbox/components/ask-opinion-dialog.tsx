import { Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useUser } from '@/api/session';
import { useCommand } from '@/api/use-command';
import { agencyQuery } from '@/features/people/api/read-agency';
import { ManyPicker } from '@/features/people/components/picker';
import { FormDialog } from '@/ui/form-dialog';
import { showToast } from '@/ui/toasts';
import { askOpinions, type OpinionQuestion } from '../api/ask-others';
import { workItemQuery } from '../api/read-work-item';
import { keptTexts } from '../lib/kept-texts';
import { texts } from '../texts';
import type { ActionDialogProps } from './action-dialog';
import { DueField } from './due-field';

/** Xin ý kiến: of people or of units, whose heads are asked then. The item stays with me. */
export function AskOpinionDialog({ detail, onClose, onChanged }: ActionDialogProps) {
  const user = useUser();
  const agency = useQuery(agencyQuery(user.agencyId));
  const kept = keptTexts(`${detail.item.id} opinions`);
  const [whom, setWhom] = useState<string[]>([]);
  const [question, setQuestion] = useState(kept.get());
  const [answerBy, setAnswerBy] = useState<string | null>(null);
  const [isAsked, setIsAsked] = useState(false);
  const ask = useCommand({
    run: (body: OpinionQuestion, key) => askOpinions(detail.item, body, key),
    changes: [workItemQuery(detail.item.id).queryKey],
    onDone: (answer) => {
      kept.set('');
      showToast({ text: texts.askedDone(answer.workItemIds.length) });
      onChanged();
    },
  });
  const people = (agency.data?.positions ?? []).flatMap((position) => position.holders.map((holder) => [holder.personId, { label: holder.fullName, hint: position.title }] as const));
  const choices = [
    ...(agency.data?.units ?? []).map((unit) => ({ value: `u ${unit.id}`, label: unit.name, hint: texts.unit, also: unit.symbol })),
    ...[...new Map(people)].filter(([id]) => id !== user.personId).map(([id, person]) => ({ value: `p ${id}`, ...person })),
  ];
  const of = (kind: string) => whom.filter((one) => one.startsWith(kind)).map((one) => one.slice(2));
  const submit = () => {
    setIsAsked(true);
    if (whom.length > 0 && question.trim() !== '') ask.mutate({ personIds: of('p'), unitIds: of('u'), question: question.trim(), answerBy });
  };
  return (
    <FormDialog title={texts.askTitle(detail.subject)} verb={texts.ask} isBusy={ask.isPending} error={ask.error} onSubmit={submit} onClose={onClose}>
      <ManyPicker label={texts.askWhom} placeholder={whom.length === 0 ? texts.askWhomHint : undefined} required choices={choices} state={agency.isError ? 'failed' : agency.isPending ? 'loading' : 'ready'} value={whom} onChange={setWhom} error={isAsked && whom.length === 0 ? texts.askWhomMissing : null} />
      <Textarea
        label={texts.question}
        required
        autosize
        minRows={3}
        value={question}
        error={isAsked && question.trim() === '' ? texts.questionMissing : null}
        onChange={(event) => {
          setQuestion(event.currentTarget.value);
          kept.set(event.currentTarget.value);
        }}
      />
      <DueField label={texts.answerBy} value={answerBy} onChange={setAnswerBy} />
    </FormDialog>
  );
}
