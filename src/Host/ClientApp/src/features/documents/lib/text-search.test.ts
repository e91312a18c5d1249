import { expect, test } from 'vitest';
import { findPlaces } from './text-search';

const cut = (pieces: string[], words: string) =>
  findPlaces(pieces, words).map(({ from, to }) =>
    from.piece === to.piece ? pieces[from.piece]?.slice(from.offset, to.offset) : `${pieces[from.piece]?.slice(from.offset) ?? ''}|${pieces[to.piece]?.slice(0, to.offset) ?? ''}`,
  );

test('words without marks find words with marks', () => {
  expect(cut(['Kinh phí 12.500.000 đồng, gồm kinh phí chi thường xuyên'], 'kinh phi')).toEqual(['Kinh phí', 'kinh phí']);
});

test('a find may run over pieces of different formatting', () => {
  expect(cut(['Ủy ban ', 'nhân dân', ' tỉnh'], 'ban nhan')).toEqual(['ban |nhân']);
});

test('nothing is found for empty words', () => {
  expect(findPlaces(['abc'], '  ')).toEqual([]);
});

test('there are no more places than asked for', () => {
  expect(findPlaces(['a a a a a'], 'a', 3)).toHaveLength(3);
});
