import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useUser } from '@/api/session';
import { agencyQuery } from '@/features/people/api/read-agency';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import type { WorkItemDetail } from '../api/types';
import { keptTexts } from '../lib/kept-texts';
import { withRole, type UnitRoles } from '../lib/unit-roles';
import { texts } from '../texts';
import { DueField } from './due-field';
import { PhraseChips } from './phrase-chips';
import { UnitRolesField } from './unit-roles-field';
import classes from './work-pane.module.css';

interface InstructionFormProps {
  detail: WorkItemDetail;
  isBusy: boolean;
  onAssign: (instruction: { leadUnitId: string; cooperatingUnitIds: string[]; informedUnitIds: string[]; dueOn: string | null; text: string | null }) => void;
}

/** Bút phê: who leads, who cooperates, who is informed, by when, and what is to be done. Two taps when the proposals fit: the lead unit and the button. */
export function InstructionForm({ detail, isBusy, onAssign }: InstructionFormProps) {
  const agency = useQuery(agencyQuery(useUser().agencyId));
  const wanted = detail.incoming?.deadlineOn ?? null;
  const [roles, setRoles] = useState<UnitRoles>({});
  const [dueOn, setDueOn] = useState(wanted);
  const kept = keptTexts(`${detail.item.id} assign`);
  const [text, setTextState] = useState(kept.get());
  const [isAsked, setIsAsked] = useState(false);
  const setText = (next: string) => {
    setTextState(next);
    kept.set(next);
  };
  if (agency.isPending) return <SkeletonRows rows={5} />;
  if (agency.data === undefined) return <ErrorState error={agency.error} onRetry={() => void agency.refetch()} />;
  const having = (role: string) => Object.keys(roles).filter((id) => roles[id] === role);
  const [lead] = having('lead');
  return (
    <form
      className={classes.card}
      aria-label={texts.instruction}
      data-first-field
      onSubmit={(event) => {
        event.preventDefault();
        setIsAsked(true);
        if (lead !== undefined)
          onAssign({ leadUnitId: lead, cooperatingUnitIds: having('cooperate'), informedUnitIds: having('inform'), dueOn, text: text.trim() === '' ? null : text.trim() });
      }}
    >
      <Stack gap="sm">
        <UnitRolesField units={agency.data.units} roles={roles} onRole={(id, role) => setRoles(withRole(roles, id, role))} error={isAsked && lead === undefined ? texts.leadMissing : null} />
        <DueField label={texts.dueOn} value={dueOn} onChange={setDueOn} source={dueOn !== null && dueOn === wanted ? texts.duePrefilled : null} />
        <Textarea label={texts.instructionText} autosize minRows={2} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <PhraseChips kind="instruct" text={text} onText={setText} />
        <Group justify="flex-end" gap="sm">
          {lead !== undefined && (
            <Text size="sm">
              {texts.lead}: <b>{agency.data.units.find((unit) => unit.id === lead)?.name}</b>
            </Text>
          )}
          <Button type="submit" loading={isBusy}>
            {texts.assign}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
