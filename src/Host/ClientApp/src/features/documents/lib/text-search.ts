import { foldWithPlaces, fold } from '@/lib/fold';

export interface Place {
  /** Which of the pieces it begins in, and which it ends in. */
  from: { piece: number; offset: number };
  to: { piece: number; offset: number };
}

/** Where the words stand in a text that is cut into pieces, with or without marks. At most `limit` places; a find may run over several pieces. */
export function findPlaces(pieces: readonly string[], words: string, limit = 500): Place[] {
  const wanted = fold(words).replace(/\s+/g, ' ').trim();
  if (wanted === '') return [];
  let all = '';
  const places: { piece: number; offset: number; end: number }[] = [];
  pieces.forEach((text, piece) => {
    const found = foldWithPlaces(text);
    for (let index = 0; index < found.folded.length; index += 1) {
      const letter = found.folded.charAt(index);
      const offset = found.places[index] ?? 0;
      let after = index + 1;
      while ((found.places[after] ?? text.length) === offset && after < found.places.length) after += 1;
      const next = found.places[after] ?? text.length;
      // Every run of white space counts as one space.
      if (/\s/.test(letter)) {
        if (all.endsWith(' ')) continue;
        all += ' ';
      } else all += letter;
      places.push({ piece, offset, end: next });
    }
  });
  const result: Place[] = [];
  for (let at = all.indexOf(wanted); at >= 0 && result.length < limit; at = all.indexOf(wanted, at + wanted.length)) {
    const first = places[at];
    const last = places[at + wanted.length - 1];
    if (first !== undefined && last !== undefined)
      result.push({ from: { piece: first.piece, offset: first.offset }, to: { piece: last.piece, offset: last.end } });
  }
  return result;
}
