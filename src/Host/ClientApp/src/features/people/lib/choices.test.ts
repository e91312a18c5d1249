import { expect, test } from 'vitest';
import { matches } from './choices';

const choice = { value: '1', label: 'Sở Khoa học và Công nghệ', hint: 'Tỉnh Quảng Trị', also: 'SKHCN' };

test('words without marks find a choice, in any order', () => {
  expect(matches(choice, 'cong nghe khoa')).toBe(true);
});

test('the abbreviation finds it too', () => {
  expect(matches(choice, 'skhcn')).toBe(true);
});

test('a word that stands nowhere does not', () => {
  expect(matches(choice, 'khoa y te')).toBe(false);
});
