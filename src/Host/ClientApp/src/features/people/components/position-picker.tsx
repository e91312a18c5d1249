import { useQuery } from '@tanstack/react-query';
import { useUser, type PositionKind } from '@/api/session';
import { agencyQuery } from '../api/read-agency';
import type { Choice } from '../lib/choices';
import { texts } from '../texts';
import { Picker, type PickerProps } from './picker';

interface PositionPickerProps extends PickerProps {
  value: string | null;
  onChange: (position: string | null) => void;
  /** One's own when left out. */
  agencyId?: string;
  /** What the value is: the id of one position, or the code that positions of one sort share. */
  by?: 'id' | 'code';
  kinds?: readonly PositionKind[];
}

/** Chooses a position of an agency; shows who holds it. */
export function PositionPicker({ agencyId, by = 'id', kinds, label = texts.position, placeholder = texts.choosePosition, ...given }: PositionPickerProps) {
  const user = useUser();
  const agency = useQuery(agencyQuery(agencyId ?? user.agencyId));
  const positions = (agency.data?.positions ?? []).filter((position) => kinds === undefined || kinds.includes(position.kind));
  const choices = new Map<string, Choice>();
  for (const position of positions) {
    const value = by === 'id' ? position.id : position.code;
    const before = choices.get(value);
    const unit = by === 'id' ? agency.data?.units.find((one) => one.id === position.unitId)?.name : undefined;
    const holders = position.holders.map((holder) => holder.fullName);
    const names = [...(before?.hint === undefined || before.hint === texts.vacant ? [] : [before.hint]), ...holders].join(', ');
    choices.set(value, { value, label: before?.label ?? (unit === undefined ? position.title : `${position.title} – ${unit}`), hint: names === '' ? texts.vacant : names });
  }
  return <Picker {...given} label={label} placeholder={placeholder} choices={[...choices.values()]} state={agency.isError ? 'failed' : agency.isPending ? 'loading' : 'ready'} />;
}
