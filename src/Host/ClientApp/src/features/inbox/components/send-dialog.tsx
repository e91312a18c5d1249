import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useUser } from '@/api/session';
import { agenciesQuery } from '@/features/people/api/read-agency';
import { AgenciesPicker } from '@/features/people/components/agency-picker';
import { FormDialog } from '@/ui/form-dialog';
import { namedRecipientsQuery } from '../api/read-recipients';
import { proposedRecipients } from '../lib/proposed-recipients';
import { texts } from '../texts';
import type { ActionDialogProps } from './action-dialog';

/** Gửi: to which agencies; those that the procedure names or the document is addressed to are proposed. */
export function SendDialog({ detail, isBusy, error, onSend, onClose }: ActionDialogProps) {
  const own = useUser().agencyId;
  const agencies = useQuery(agenciesQuery).data ?? [];
  const named = useQuery(namedRecipientsQuery(detail.item.id));
  const [given, setGiven] = useState<string[] | null>(null);
  const [isAsked, setIsAsked] = useState(false);
  const others = agencies.filter((agency) => agency.id !== own);
  const recipients = given ?? (named.isPending ? [] : proposedRecipients(named.data ?? [], others, detail.draft?.addressees ?? [], detail.incoming?.sender ?? null));
  const submit = () => {
    setIsAsked(true);
    if (recipients.length > 0) onSend('send', { recipientAgencyIds: recipients });
  };
  return (
    <FormDialog title={texts.sendTitle(detail.outgoing?.subject ?? detail.subject)} verb={texts.sendVerb} isSubmitFocused isOff={given === null && named.isPending} isBusy={isBusy} error={error} onSubmit={submit} onClose={onClose}>
      <AgenciesPicker
        label={texts.recipients}
        required
        excludeIds={own === null ? [] : [own]}
        value={recipients}
        onChange={setGiven}
        error={isAsked && recipients.length === 0 ? texts.recipientsMissing : null}
      />
    </FormDialog>
  );
}
