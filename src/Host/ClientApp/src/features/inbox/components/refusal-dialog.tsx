import { useQuery } from '@tanstack/react-query';
import { ReasonDialog } from '@/ui/reason-dialog';
import { phrasesQuery } from '../api/list-phrases';
import { lookOfAction } from '../lib/actions';
import { keptTexts } from '../lib/kept-texts';
import { texts } from '../texts';
import type { ActionDialogProps } from './action-dialog';

const refusals = {
  return: { title: texts.returnTitle, phrases: 'return' },
  reject: { title: texts.rejectTitle, phrases: 'reject' },
  'refuse-number': { title: texts.refuseNumberTitle, phrases: 'return' },
  'refuse-extension': { title: texts.refuseExtensionTitle, phrases: 'extension' },
} as const;

/** Trả lại, từ chối: with a reason. What was written stays when the dialog is closed. */
export function RefusalDialog({ action, detail, isBusy, error, onSend, onClose }: ActionDialogProps & { action: keyof typeof refusals }) {
  const { title, phrases } = refusals[action];
  const { data = [] } = useQuery(phrasesQuery(phrases));
  const { verb, isDangerous } = lookOfAction(action);
  const kept = keptTexts(`${detail.item.id} ${action}`);
  return (
    <ReasonDialog
      title={title(detail.outgoing?.subject ?? detail.subject)}
      verb={verb}
      isDangerous={isDangerous}
      phrases={data}
      isBusy={isBusy}
      error={error}
      draft={kept.get()}
      onDraft={kept.set}
      onConfirm={(reason) => onSend(action, { reason })}
      onClose={onClose}
    />
  );
}
