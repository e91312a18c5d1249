import { Button, Group } from '@mantine/core';
import { texts } from './texts';
import classes from './phrase-buttons.module.css';

interface PhraseButtonsProps {
  /** The last used first. */
  phrases: readonly string[];
  text: string;
  onText: (text: string) => void;
}

/** Phrases to take with one tap. Behind a text already begun the phrase is added. */
export function PhraseButtons({ phrases, text, onText }: PhraseButtonsProps) {
  if (phrases.length === 0) return null;
  return (
    <Group gap={4} role="group" aria-label={texts.phrases}>
      {phrases.map((phrase) => (
        <Button key={phrase} variant="default" size="compact-sm" classNames={classes} onClick={() => onText(text.trim() === '' ? phrase : `${text.trimEnd()} ${phrase}`)}>
          {phrase}
        </Button>
      ))}
    </Group>
  );
}
