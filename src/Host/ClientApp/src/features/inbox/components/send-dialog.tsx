import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useUser } from '@/api/session';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { agenciesQuery } from '../api/read-agency';
import { proposedRecipients } from '../lib/proposed-recipients';
import { texts } from '../texts';
import type { ActionDialogProps } from './action-dialog';
import { FormDialog } from './form-dialog';

/** Gửi: to which agencies; those the document is addressed to are proposed. */
export function SendDialog({ detail, isBusy, error, onSend, onClose }: ActionDialogProps) {
  const ownId = useUser().agencyId;
  const agencies = useQuery(agenciesQuery);
  const [given, setGiven] = useState<string[] | null>(null);
  const [isAsked, setIsAsked] = useState(false);
  const others = (agencies.data ?? []).filter((agency) => agency.id !== ownId);
  const recipients = given ?? proposedRecipients(others, detail.draft?.addressees ?? [], detail.incoming?.sender ?? null);
  const submit = () => {
    setIsAsked(true);
    if (recipients.length > 0) onSend('send', { recipientAgencyIds: recipients });
  };
  return (
    <FormDialog title={texts.sendTitle(detail.outgoing?.subject ?? detail.subject)} verb={texts.sendVerb} isBusy={isBusy} error={error ?? agencies.error} onSubmit={submit} onClose={onClose}>
      {agencies.isPending ? (
        <SkeletonRows rows={1} />
      ) : (
        <MultiSelect
          label={texts.recipients}
          required
          searchable
          data-autofocus
          hidePickedOptions
          data={others.map((agency) => ({ value: agency.id, label: agency.name }))}
          value={recipients}
          onChange={setGiven}
          nothingFoundMessage={texts.noMatch}
          error={isAsked && recipients.length === 0 ? texts.recipientsMissing : null}
        />
      )}
    </FormDialog>
  );
}
