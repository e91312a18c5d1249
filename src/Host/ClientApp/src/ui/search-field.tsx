import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState, type KeyboardEvent, type Ref } from 'react';
import { texts } from './texts';

interface SearchFieldProps {
  label: string;
  placeholder?: string;
  value: string;
  /** Called a moment after the last key. */
  onChange: (value: string) => void;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  hasFocus?: boolean;
  className?: string;
  size?: string;
  ref?: Ref<HTMLInputElement>;
}

const pause = 250;

/** A field that narrows what is below while one types. */
export function SearchField({ label, placeholder, value, onChange, onKeyDown, hasFocus = false, className, size, ref }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const [told, setTold] = useState(value);
  // Changed from outside, for instance by the back button.
  if (value !== told) {
    setTold(value);
    setText(value);
  }
  const tell = (next: string) => {
    setTold(next);
    onChange(next);
  };
  const onPause = useEffectEvent(tell);
  useEffect(() => {
    if (text === told) return;
    const timer = setTimeout(() => onPause(text), pause);
    return () => clearTimeout(timer);
  }, [text, told]);
  return (
    <TextInput
      ref={ref}
      type="search"
      aria-label={label}
      placeholder={placeholder ?? label}
      className={className}
      size={size}
      maxLength={200}
      autoFocus={hasFocus}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={text === '' ? null : <CloseButton size="sm" aria-label={texts.clear} onClick={() => setText('')} />}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && text !== told) tell(text);
        onKeyDown?.(event);
      }}
    />
  );
}
