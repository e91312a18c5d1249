/** Small letters without marks, so that "so ke hoach" finds "Sở Kế hoạch". */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
}

/** The same, with the place in the given text of every letter of the folded one. */
export function foldWithPlaces(text: string): { folded: string; places: number[] } {
  let folded = '';
  const places: number[] = [];
  let at = 0;
  for (const letter of text) {
    const small = fold(letter);
    folded += small;
    for (let index = 0; index < small.length; index += 1) places.push(at);
    at += letter.length;
  }
  places.push(text.length);
  return { folded, places };
}
