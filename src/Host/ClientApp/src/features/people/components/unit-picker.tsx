import { useQuery } from '@tanstack/react-query';
import { useUser } from '@/api/session';
import { agencyQuery } from '../api/read-agency';
import type { Choice } from '../lib/choices';
import { texts } from '../texts';
import { ManyPicker, Picker, type PickerProps } from './picker';

interface UnitPickerProps extends PickerProps {
  value: string | null;
  onChange: (unitId: string | null) => void;
  /** One's own when left out. */
  agencyId?: string;
}

/** Chooses a unit of an agency. */
export function UnitPicker({ agencyId, label = texts.unit, placeholder = texts.chooseUnit, ...given }: UnitPickerProps) {
  const { choices, state } = useUnits(agencyId);
  return <Picker {...given} label={label} placeholder={placeholder} choices={choices} state={state} />;
}

interface UnitsPickerProps extends PickerProps {
  value: readonly string[];
  onChange: (unitIds: string[]) => void;
  agencyId?: string;
}

/** Chooses several units of an agency. */
export function UnitsPicker({ agencyId, label = texts.units, placeholder = texts.chooseUnit, ...given }: UnitsPickerProps) {
  const { choices, state } = useUnits(agencyId);
  return <ManyPicker {...given} label={label} placeholder={placeholder} choices={choices} state={state} />;
}

function useUnits(agencyId: string | undefined) {
  const user = useUser();
  const agency = useQuery(agencyQuery(agencyId ?? user.agencyId));
  const choices = (agency.data?.units ?? []).map((unit): Choice => ({ value: unit.id, label: unit.name, also: unit.symbol }));
  return { choices, state: agency.isError ? ('failed' as const) : agency.isPending ? ('loading' as const) : ('ready' as const) };
}
