import { expect, test } from 'vitest';
import { fold, foldWithPlaces } from './fold';

test('marks, capitals and đ are folded', () => {
  expect(fold('Sở Kế hoạch và Đầu tư')).toBe('so ke hoach va dau tu');
});

test('a text with separate marks folds like one with whole letters', () => {
  expect(fold('Đề nghị'.normalize('NFD'))).toBe(fold('Đề nghị'.normalize('NFC')));
});

test('a find in the folded text leads back to the given one', () => {
  const text = 'Gửi Sở'.normalize('NFD');
  const { folded, places } = foldWithPlaces(text);
  const at = folded.indexOf('so');
  expect(text.slice(places[at], places[at + 2]).normalize('NFC')).toBe('Sở');
});
