import { FileInput, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { command } from '@/api/client';
import { useCommand } from '@/api/use-command';
import { FormDialog } from '@/ui/form-dialog';
import { texts as uiTexts } from '@/ui/texts';
import { showToast } from '@/ui/toasts';
import { texts } from '../texts';

/** Puts a definition from a file in force. */
export function PublishDialog({ onClose }: { onClose: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [reason, setReason] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const publish = useCommand({
    run: (given: { definition: unknown; reason: string }, key) => command('post', '/api/definitions', { query: { reason: given.reason }, body: given.definition as never, key }),
    changes: [['definitions']],
    onDone: (answer) => {
      showToast({ text: texts.published(answer.definitionId, answer.version) });
      onClose();
    },
  });
  const submit = async () => {
    setIsAsked(true);
    if (file === null || reason.trim() === '') return;
    try {
      publish.mutate({ definition: JSON.parse(await file.text()), reason: reason.trim() });
    } catch (error) {
      setFault(texts.fileBroken(error instanceof Error ? error.message : String(error)));
    }
  };
  return (
    <FormDialog title={texts.publishTitle} verb={texts.publish} isBusy={publish.isPending} error={publish.error} onSubmit={() => void submit()} onClose={onClose}>
      <Text size="sm">{texts.publishNote}</Text>
      <FileInput
        label={texts.file}
        description={texts.fileHint}
        required
        accept="application/json,.json"
        value={file}
        error={fault ?? (isAsked && file === null ? texts.fileMissing : null)}
        onChange={(next) => {
          setFile(next);
          setFault(null);
        }}
      />
      <Textarea label={texts.reason} required autosize minRows={2} value={reason} error={isAsked && reason.trim() === '' ? uiTexts.fieldMissing(texts.reason) : null} onChange={(event) => setReason(event.currentTarget.value)} />
    </FormDialog>
  );
}
