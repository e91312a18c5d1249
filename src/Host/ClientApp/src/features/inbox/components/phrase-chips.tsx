import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { phrasesQuery } from '../api/list-phrases';
import type { PhraseKind } from '../api/types';
import { texts } from '../texts';
import classes from './phrase-chips.module.css';

/** Phrases to take with one tap, the last used first. Behind a text already begun the phrase is added. */
export function PhraseChips({ kind, text, onText }: { kind: PhraseKind; text: string; onText: (text: string) => void }) {
  const { data = [] } = useQuery(phrasesQuery(kind));
  if (data.length === 0) return null;
  return (
    <Group gap={4} role="group" aria-label={texts.phrases}>
      {data.map((phrase) => (
        <Button key={phrase} variant="default" size="compact-xs" className={classes.phrase} onClick={() => onText(text.trim() === '' ? phrase : `${text.trimEnd()} ${phrase}`)}>
          {phrase}
        </Button>
      ))}
    </Group>
  );
}
