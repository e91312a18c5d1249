import { Tag } from '@/ui/tag';
import type { Instance } from '../api/procedures';
import { texts } from '../texts';

/** What an instance is doing, or how it ended; one with open incidents is said to have them. */
export function InstanceState({ row }: { row: Instance }) {
  const isTroubled = row.status === 'Running' && row.incidents > 0;
  const state = isTroubled ? 'Faulted' : row.subStatus;
  const tone = state === 'Faulted' ? 'late' : state === 'Finished' ? 'good' : 'neutral';
  return <Tag tone={tone}>{texts.states[state] ?? state}</Tag>;
}
