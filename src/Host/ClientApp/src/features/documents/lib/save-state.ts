/** How far the text is kept on the server. */
export type SaveState = { kind: 'untouched' } | { kind: 'waiting' } | { kind: 'saving' } | { kind: 'saved'; at: string } | { kind: 'failed'; error: unknown } | { kind: 'stale' };

/** Something was written that the server does not have. */
export function isUnsaved(state: SaveState): boolean {
  return state.kind !== 'untouched' && state.kind !== 'saved';
}
