import type { OptionsFilter } from '@mantine/core';
import { fold } from '@/lib/fold';

export interface Choice {
  value: string;
  label: string;
  /** A second line. */
  hint?: string;
  /** More that is searched but not shown, for instance an abbreviation. */
  also?: string;
  disabled?: boolean;
}

/** Every word must stand somewhere in the choice, with or without marks. */
export function matches(choice: Choice, text: string): boolean {
  const words = fold(text).split(/\s+/).filter((word) => word !== '');
  const all = fold(`${choice.label} ${choice.hint ?? ''} ${choice.also ?? ''}`);
  return words.every((word) => all.includes(word));
}

export const foldedFilter: OptionsFilter = ({ options, search, limit }) => (options as Choice[]).filter((choice) => matches(choice, search)).slice(0, limit);

/** The server has filtered already. */
export const noFilter: OptionsFilter = ({ options }) => options;
