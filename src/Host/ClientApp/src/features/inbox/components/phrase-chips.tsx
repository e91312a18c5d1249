import { useQuery } from '@tanstack/react-query';
import { PhraseButtons } from '@/ui/phrase-buttons';
import { phrasesQuery } from '../api/list-phrases';
import type { PhraseKind } from '../api/types';

/** The phrases of this kind, of one's own and of the agency. */
export function PhraseChips({ kind, text, onText }: { kind: PhraseKind; text: string; onText: (text: string) => void }) {
  const { data = [] } = useQuery(phrasesQuery(kind));
  return <PhraseButtons phrases={data} text={text} onText={onText} />;
}
