import { Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { hasCode } from '@/api/errors';
import { confirmSession } from '../api/sign-work';
import { texts } from '../texts';
import type { ActionDialogProps } from './action-dialog';
import { CodeField } from './code-field';
import { FormDialog } from './form-dialog';

/** Cấp số: cannot be taken back, so it says what will happen. The code is asked for only when the server wants it. */
export function NumberDialog({ detail, isBusy, error, onSend, onClose }: ActionDialogProps) {
  const [code, setCode] = useState('');
  const confirm = useMutation({ mutationFn: confirmSession, onSuccess: () => onSend('issue-number', {}) });
  const needsCode = hasCode(error, 'second-factor.needed');
  const submit = () => (needsCode ? code.trim() !== '' && confirm.mutate(code.trim()) : onSend('issue-number', {}));
  return (
    <FormDialog title={texts.numberTitle(detail.subject)} verb={texts.numberVerb} isBusy={isBusy || confirm.isPending} error={confirm.error ?? (needsCode ? null : error)} onSubmit={submit} onClose={onClose}>
      <Text>{texts.numberDetail(detail.outgoing?.symbol ?? '')}</Text>
      {needsCode && <CodeField value={code} onChange={setCode} error={null} />}
    </FormDialog>
  );
}
