import { Text } from '@mantine/core';
import { FormDialog } from '@/ui/form-dialog';
import { texts } from '../texts';
import type { ActionDialogProps } from './action-dialog';

/** Cấp số: cannot be taken back, so it says what will happen. */
export function NumberDialog({ detail, isBusy, error, onSend, onClose }: ActionDialogProps) {
  return (
    <FormDialog title={texts.numberTitle(detail.outgoing?.subject ?? detail.subject)} verb={texts.numberVerb} isSubmitFocused isBusy={isBusy} error={error} onSubmit={() => onSend('issue-number', {})} onClose={onClose}>
      <Text>{texts.numberDetail(detail.outgoing?.symbol ?? '')}</Text>
    </FormDialog>
  );
}
