/** How one value is kept in the address: a text that means nothing valid is read as the fallback, and the fallback is not written. */
export interface UrlValue<T> {
  read: (text: string | null) => T;
  write: (value: T) => string | null;
}

export function textParam(fallback = ''): UrlValue<string> {
  return { read: (text) => text ?? fallback, write: (value) => (value === fallback ? null : value) };
}

export function numberParam(fallback: number): UrlValue<number> {
  return {
    read: (text) => (text !== null && text !== '' && Number.isFinite(Number(text)) ? Number(text) : fallback),
    write: (value) => (value === fallback ? null : String(value)),
  };
}

export function flagParam(): UrlValue<boolean> {
  return { read: (text) => text === '1', write: (value) => (value ? '1' : null) };
}

/** One of some words. */
export function choiceParam<const T extends string>(choices: readonly T[], fallback: NoInfer<T>): UrlValue<T> {
  return { read: (text) => choices.find((choice) => choice === text) ?? fallback, write: (value) => (value === fallback ? null : value) };
}

/** Several values, in one parameter; a value may hold any sign. */
export function listParam(): UrlValue<readonly string[]> {
  return {
    read: (text) => (text === null || text === '' ? none : text.split('|').map((one) => one.replaceAll('%7C', '|').replaceAll('%25', '%'))),
    write: (values) => (values.length === 0 ? null : values.map((one) => one.replaceAll('%', '%25').replaceAll('|', '%7C')).join('|')),
  };
}
const none: readonly string[] = [];

/** Null when nothing is chosen, for instance the selected row. */
export function optionalParam(): UrlValue<string | null> {
  return { read: (text) => (text === '' ? null : text), write: (value) => value };
}

export type UrlShape = Record<string, { read: (text: string | null) => unknown; write: (value: never) => string | null }>;
export type UrlStateOf<S extends UrlShape> = { [N in keyof S]: S[N] extends { read: (text: string | null) => infer T } ? T : never };

export function readUrl<S extends UrlShape>(shape: S, params: URLSearchParams): UrlStateOf<S> {
  return Object.fromEntries(Object.entries(shape).map(([name, value]) => [name, value.read(params.get(name))])) as UrlStateOf<S>;
}

/** Parameters of others stay as they are. */
export function writeUrl<S extends UrlShape>(shape: S, params: URLSearchParams, change: Partial<UrlStateOf<S>>): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(change)) {
    const text = shape[name]?.write(value as never) ?? null;
    if (text === null) next.delete(name);
    else next.set(name, text);
  }
  return next;
}
