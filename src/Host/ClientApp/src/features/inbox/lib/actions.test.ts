import { expect, test } from 'vitest';
import { actionsFor, mayWait, verbOf, verbTogether } from './actions';

test('What most people do comes first, a note can always be written', () => {
  expect(actionsFor(['reject', 'return', 'approve', 'hand-over'], 'Duyệt dự thảo').map((look) => look.code)).toEqual(['approve', 'return', 'reject', 'hand-over', 'note']);
  expect(actionsFor([], '').map((look) => look.code)).toEqual(['note']);
});

test('An action of a newer server is left out', () => {
  expect(actionsFor(['approve', 'teleport'], '').map((look) => look.code)).toEqual(['approve', 'note']);
});

test('No two actions of one item use the same key', () => {
  const kinds = [['approve', 'return', 'reject', 'opinions', 'hand-over', 'extensions'], ['sign', 'return', 'opinions'], ['issue-number', 'refuse-number'], ['grant-extension', 'refuse-extension']];
  for (const kind of kinds) {
    const keys = actionsFor(kind, '').flatMap((look) => look.keys ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  }
});

test('A signature is not kept for later', () => {
  expect(mayWait('approve')).toBe(true);
  expect(mayWait('sign')).toBe(false);
  expect(mayWait('issue-number')).toBe(false);
  expect(mayWait('send')).toBe(false);
});

test('The button says what the procedure asks for', () => {
  expect(actionsFor(['approve'], 'Ký nháy dự thảo')[0]?.verb).toBe('Ký nháy');
  expect(verbOf('approve', 'KÝ NHÁY'.normalize('NFD'))).toBe('Ký nháy');
  expect(verbOf('approve', 'Trưởng đơn vị ký nháy')).toBe('Ký nháy');
  expect(verbOf('approve', 'Ký nháy trước khi trình duyệt')).toBe('Ký nháy');
  expect(verbOf('approve', 'Duyệt bản đã ký nháy')).toBe('Duyệt');
  expect(verbOf('approve', 'Duyệt dự thảo')).toBe('Duyệt');
  expect(verbOf('return', 'Ký nháy dự thảo')).toBe('Trả lại');
});

test('Several at once are called as each is, or by a word for all', () => {
  expect(verbTogether(['Ký nháy dự thảo', 'Ký nháy tờ trình'])).toBe('Ký nháy');
  expect(verbTogether(['Duyệt dự thảo'])).toBe('Duyệt');
  expect(verbTogether(['Ký nháy dự thảo', 'Duyệt dự thảo'])).toBe('Xử lý');
});
