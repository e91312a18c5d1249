/** The ids from the anchor to the target, as they lie in the list; only the target when the anchor is gone. */
export function rangeOf(ids: readonly string[], anchor: string | null, target: string): readonly string[] {
  const [from, to] = [anchor === null ? -1 : ids.indexOf(anchor), ids.indexOf(target)];
  if (to < 0) return [];
  return from < 0 ? [target] : ids.slice(Math.min(from, to), Math.max(from, to) + 1);
}

export function toggle(selected: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** What opens when `gone` leave the list: the next one behind the open one that stays, else the one before it. */
export function nextAfter(ids: readonly string[], open: string, gone: ReadonlySet<string> = new Set([open])): string | null {
  const place = ids.indexOf(open);
  const stays = (id: string) => !gone.has(id);
  return ids.slice(place + 1).find(stays) ?? ids.slice(0, Math.max(place, 0)).findLast(stays) ?? null;
}
