import { expect, test } from 'vitest';
import type { FormFinding } from '../api/check-form';
import { fieldOf, inOrder } from './finding-order';

const finding = (severity: FormFinding['severity'], place: FormFinding['place']): FormFinding => ({ code: 'X', severity, message: '', clause: null, place });

test('what must be mended stands first', () => {
  const found = [finding('info', { text: 'a' }), finding('error', { text: 'b' }), finding('warning', { text: 'c' })];
  expect(inOrder(found).map((one) => one.severity)).toEqual(['error', 'warning', 'info']);
});

test('a box of the form leads to the field that fills it', () => {
  expect(fieldOf(finding('error', { text: 'ô số 5b (trích yếu)', box: '5b' }))).toBe('subject');
  expect(fieldOf(finding('error', { text: 'dòng 3', line: 3 }))).toBe('body');
});

test('a box that the system fills leads nowhere', () => {
  expect(fieldOf(finding('error', { text: 'ô số 3 (số, ký hiệu)', box: '3' }))).toBeNull();
});
