import { expect, test } from 'vitest';
import { describeKeys, meaningOf, nameOf } from './shortcuts';

const press = (key: string, more: Partial<Parameters<typeof nameOf>[0]> = {}) => nameOf({ key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...more });

test('Letters count small and with Shift, signs as they are typed', () => {
  expect(press('A')).toBe('a');
  expect(press('X', { shiftKey: true })).toBe('Shift+x');
  expect(press('?', { shiftKey: true })).toBe('?');
  expect(press('Enter', { shiftKey: true })).toBe('Shift+Enter');
});

test('What the browser or the input method uses is left alone', () => {
  expect(press('a', { ctrlKey: true })).toBeNull();
  expect(press('a', { metaKey: true })).toBeNull();
  expect(press('Shift', { shiftKey: true })).toBeNull();
  expect(press('Process')).toBeNull();
});

test('A pair waits for its second key', () => {
  const known = ['g h', 'h', 'a'];

  expect(meaningOf(null, 'g', known)).toEqual({ pending: 'g' });
  expect(meaningOf('g', 'h', known)).toEqual({ run: 'g h' });
  expect(meaningOf(null, 'h', known)).toEqual({ run: 'h' });
});

test('After a pair that nobody knows the second key counts alone', () => {
  expect(meaningOf('g', 'a', ['g h', 'a'])).toEqual({ run: 'a' });
  expect(meaningOf('g', 'q', ['g h', 'a'])).toBeNull();
});

test('Help writes keys as people say them', () => {
  expect(describeKeys('g h')).toBe('g rồi h');
  expect(describeKeys('Shift+x')).toBe('Shift+x');
  expect(describeKeys('Escape')).toBe('Esc');
});
