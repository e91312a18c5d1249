import { useQuery } from '@tanstack/react-query';
import { agenciesQuery } from '../api/read-agency';
import type { Choice } from '../lib/choices';
import { texts } from '../texts';
import { ManyPicker, Picker, type PickerProps } from './picker';

interface AgencyPickerProps extends PickerProps {
  value: string | null;
  onChange: (agencyId: string | null) => void;
}

/** Chooses an agency by its name, short name or symbol. */
export function AgencyPicker({ label = texts.agency, placeholder = texts.chooseAgency, ...given }: AgencyPickerProps) {
  return <Picker {...given} label={label} placeholder={placeholder} {...useAgencies()} />;
}

interface AgenciesPickerProps extends PickerProps {
  value: readonly string[];
  onChange: (agencyIds: string[]) => void;
}

/** Chooses several agencies. */
export function AgenciesPicker({ label = texts.agencies, placeholder = texts.chooseAgency, ...given }: AgenciesPickerProps) {
  return <ManyPicker {...given} label={label} placeholder={placeholder} {...useAgencies()} />;
}

function useAgencies() {
  const agencies = useQuery(agenciesQuery);
  const choices = (agencies.data ?? []).map((agency): Choice => ({ value: agency.id, label: agency.name, hint: agency.symbol, also: agency.shortName }));
  return { choices, state: agencies.isError ? ('failed' as const) : agencies.isPending ? ('loading' as const) : ('ready' as const) };
}
