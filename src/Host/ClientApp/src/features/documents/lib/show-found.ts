import type { Place } from './text-search';

const all = 'lt-found';
const current = 'lt-found-now';

/** The rules for marking what was found; a shadow root needs them in its own sheet. */
export const foundRules = `::highlight(${all}) { background-color: #ffe58a; color: #000 } ::highlight(${current}) { background-color: #f08c00; color: #000 }`;

/** The places as ranges; those whose text is not in the page are left out. */
export function rangesOf(nodes: readonly (Node | null | undefined)[], places: readonly Place[]): Range[] {
  return places.flatMap(({ from, to }) => {
    const first = nodes[from.piece];
    const last = nodes[to.piece];
    if (!first?.isConnected || !last?.isConnected) return [];
    const range = document.createRange();
    range.setStart(first, Math.min(from.offset, first.textContent?.length ?? 0));
    range.setEnd(last, Math.min(to.offset, last.textContent?.length ?? 0));
    return [range];
  });
}

/** Marks them, one more strongly. Browsers that cannot mark still go to the place. */
export function showFound(ranges: readonly Range[], now: Range | null): void {
  if (!('highlights' in CSS)) return;
  CSS.highlights.set(all, new Highlight(...ranges));
  CSS.highlights.set(current, now === null ? new Highlight() : new Highlight(now));
}

export function clearFound(): void {
  if (!('highlights' in CSS)) return;
  CSS.highlights.delete(all);
  CSS.highlights.delete(current);
}

/** Brings the place into sight, without moving the page around the desk. */
export function scrollToRange(desk: HTMLElement, range: Range): void {
  const place = range.getBoundingClientRect();
  const frame = desk.getBoundingClientRect();
  desk.scrollTo({ top: desk.scrollTop + place.top - frame.top - desk.clientHeight / 3, left: Math.max(0, desk.scrollLeft + place.right - frame.left - desk.clientWidth) });
}
