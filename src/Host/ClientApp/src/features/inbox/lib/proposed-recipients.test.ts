import { expect, test } from 'vitest';
import { proposedRecipients } from './proposed-recipients';

const agencies = [
  { id: 'vp', name: 'Văn phòng Ủy ban nhân dân tỉnh' },
  { id: 'ub', name: 'Ủy ban nhân dân tỉnh' },
];

test('Who is addressed is proposed, with or without the name of the province', () => {
  expect(proposedRecipients([], agencies, ['văn phòng Ủy ban nhân dân tỉnh Quảng Trị'], 'Ủy ban nhân dân tỉnh')).toEqual(['vp']);
});

test('Whom the procedure names comes before whom the draft addresses', () => {
  expect(proposedRecipients(['vp'], agencies, ['Ủy ban nhân dân tỉnh'], 'Ủy ban nhân dân tỉnh')).toEqual(['vp']);
});

test('When nobody known is addressed it goes to who asked', () => {
  expect(proposedRecipients([], agencies, ['Ông Nguyễn Văn A'], 'Ủy ban nhân dân tỉnh')).toEqual(['ub']);
  expect(proposedRecipients([], agencies, [], null)).toEqual([]);
});
