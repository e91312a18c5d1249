/** A key or two: "a", "Shift+x", "g h", "Escape", "?". Letters are written small. */
export type Keys = string;

export interface KeyPress {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

/** How a key press is written; null when it belongs to the browser. A sign that already needs Shift ("?") goes without it. */
export function nameOf(press: KeyPress): string | null {
  if (press.ctrlKey || press.altKey || press.metaKey || ['Shift', 'Control', 'Alt', 'Meta', 'Process', 'Dead'].includes(press.key)) return null;
  const isLetter = /^\p{L}$/u.test(press.key);
  const key = isLetter ? press.key.toLowerCase() : press.key;
  return press.shiftKey && (isLetter || press.key.length > 1) ? `Shift+${key}` : key;
}

/** What the keys pressed so far mean: something to run, the beginning of a pair, or nothing. */
export type Meaning = { run: Keys } | { pending: string } | null;

/** `pending` is the first key of a pair, when it was pressed a moment ago. */
export function meaningOf(pending: string | null, name: string, known: readonly Keys[]): Meaning {
  if (pending !== null) {
    const pair = `${pending} ${name}`;
    if (known.includes(pair)) return { run: pair };
  }
  if (known.includes(name)) return { run: name };
  return known.some((keys) => keys.startsWith(`${name} `)) ? { pending: name } : null;
}

/** As it is shown in help and tooltips. */
export function describeKeys(keys: Keys): string {
  const words: Partial<Record<string, string>> = { Escape: 'Esc', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' };
  return keys
    .split(' ')
    .map((one) => one.split('+').map((part) => words[part] ?? part).join('+'))
    .join(' rồi ');
}
