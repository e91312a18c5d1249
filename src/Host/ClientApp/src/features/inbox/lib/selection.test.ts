import { expect, test } from 'vitest';
import { nextAfter, rangeOf, toggle } from './selection';

const ids = ['a', 'b', 'c', 'd'];

test('A range goes from the anchor to the target, in either direction', () => {
  expect(rangeOf(ids, 'b', 'd')).toEqual(['b', 'c', 'd']);
  expect(rangeOf(ids, 'd', 'b')).toEqual(['b', 'c', 'd']);
  expect(rangeOf(ids, 'gone', 'c')).toEqual(['c']);
  expect(rangeOf(ids, null, 'gone')).toEqual([]);
});

test('Choosing again takes the choice back', () => {
  expect([...toggle(new Set(['a']), 'b')]).toEqual(['a', 'b']);
  expect([...toggle(new Set(['a', 'b']), 'a')]).toEqual(['b']);
});

test('After a decision the next one opens, after the last one the one before it', () => {
  expect(nextAfter(ids, 'b')).toBe('c');
  expect(nextAfter(ids, 'd')).toBe('c');
  expect(nextAfter(ids, 'b', new Set(['b', 'c', 'd']))).toBe('a');
  expect(nextAfter(['a'], 'a')).toBeNull();
});
