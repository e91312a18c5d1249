import { Checkbox, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { command } from '@/api/client';
import { useCommand } from '@/api/use-command';
import { today } from '@/lib/dates';
import { DateField } from '@/ui/date-field';
import { FormDialog } from '@/ui/form-dialog';
import { texts as uiTexts } from '@/ui/texts';
import { showToast } from '@/ui/toasts';
import { agenciesQuery, agencyQuery, organisationKey } from '../api/organisation';
import type { Person } from '../api/people';
import { texts } from './texts';

interface Given {
  agencyId: string | null;
  positionId: string | null;
  from: string | null;
  to: string | null;
  primary: boolean;
}

/** Bổ nhiệm: an agency, one of its positions, and the days. */
export function AppointDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const [given, setGiven] = useState<Given>({ agencyId: null, positionId: null, from: today(), to: null, primary: person.positions.length === 0 });
  const [isAsked, setIsAsked] = useState(false);
  const set = (change: Partial<Given>) => setGiven((before) => ({ ...before, ...change }));
  const agencies = useQuery(agenciesQuery(given.from));
  const detail = useQuery({ ...agencyQuery(given.agencyId ?? '', given.from), enabled: given.agencyId !== null });
  const units = new Map(detail.data?.units.map((unit) => [unit.id, unit.name]));
  const appoint = useCommand({
    run: (body: { personId: string; positionId: string; from: string; to: string | null; primary: boolean }, key) => command('post', '/api/organisation/appointments', { body, key }),
    changes: [organisationKey],
    onDone: () => {
      showToast({ text: texts.appointed(person.fullName) });
      onClose();
    },
  });
  const missing = (value: string | null, label: string) => (isAsked && value === null ? uiTexts.fieldMissing(label) : null);
  const submit = () => {
    setIsAsked(true);
    if (given.positionId !== null && given.from !== null) appoint.mutate({ personId: person.id, positionId: given.positionId, from: given.from, to: given.to, primary: given.primary });
  };
  return (
    <FormDialog title={texts.appointTitle(person.fullName)} verb={texts.appoint} isBusy={appoint.isPending} error={appoint.error ?? agencies.error ?? detail.error} onSubmit={submit} onClose={onClose}>
      <Select
        label={texts.agency}
        required
        searchable
        data-autofocus
        nothingFoundMessage={uiTexts.nothingFound}
        data={(agencies.data ?? []).map((agency) => ({ value: agency.id, label: agency.name }))}
        value={given.agencyId}
        error={missing(given.agencyId, texts.agency)}
        onChange={(agencyId) => set({ agencyId, positionId: null })}
      />
      <Select
        label={texts.position}
        required
        searchable
        disabled={given.agencyId === null}
        description={given.agencyId === null ? texts.pickAgency : undefined}
        nothingFoundMessage={uiTexts.nothingFound}
        data={(detail.data?.positions ?? []).map((position) => ({
          value: position.id,
          label: [position.title, units.get(position.unitId ?? ''), position.holders.map((holder) => holder.fullName).join(', ')].filter(Boolean).join(' – '),
        }))}
        value={given.positionId}
        error={missing(given.positionId, texts.position)}
        onChange={(positionId) => set({ positionId })}
      />
      <DateField label={texts.from} required value={given.from ?? ''} error={missing(given.from, texts.from)} onChange={(from) => set({ from: from || null })} />
      <DateField label={texts.to} description={texts.toHint} value={given.to ?? ''} onChange={(to) => set({ to: to || null })} />
      <Checkbox label={texts.primary} checked={given.primary} onChange={(event) => set({ primary: event.currentTarget.checked })} />
    </FormDialog>
  );
}
