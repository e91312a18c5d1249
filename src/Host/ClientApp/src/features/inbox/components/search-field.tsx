import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useShortcut } from '@/ui/use-shortcut';
import { texts } from '../texts';
import classes from './box-tabs.module.css';

/** Searches while one types; Escape leaves the field, so that the keys work again. */
export function SearchField({ value, onSearch }: { value: string; onSearch: (text: string) => void }) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const search = useDebouncedCallback(onSearch, 300);
  useShortcut('/', texts.keys.search, () => field.current?.focus(), { group: texts.keysGroup });
  // Cleared or changed elsewhere, for instance by a saved view.
  if (value !== known) {
    setKnown(value);
    setText(value);
  }
  return (
    <TextInput
      ref={field}
      type="search"
      size="xs"
      className={classes.search}
      aria-label={texts.search}
      placeholder={texts.searchHint}
      title={texts.withKeys(texts.search, '/')}
      leftSection={<IconSearch size={14} aria-hidden />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        search(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') field.current?.blur();
        if (event.key === 'Enter') onSearch(text);
      }}
    />
  );
}
