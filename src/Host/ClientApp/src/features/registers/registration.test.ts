import { expect, test } from 'vitest';
import { bodyOf, emptyFields, fieldsOf, problemsOf, type Fields, type Proposal } from './registration';

const evidence = { line: 3, text: 'Số: 12/UBND-VX' };
const nothing: Proposal = {
  fileName: 'a.docx',
  unreadable: null,
  number: null,
  symbol: null,
  issuedOn: null,
  sender: null,
  typeCode: null,
  subject: null,
  deadlineOn: null,
  urgency: null,
  needsReply: null,
  warnings: [],
};
const complete: Fields = { ...emptyFields, number: '12', symbol: 'UBND-VX', issuedOn: '2026-03-02', senderName: 'UBND tỉnh', typeCode: 'CV', subject: 'Về lịch họp' };
const choice = { files: ['t'], dispatchId: null, registerName: null, isDespiteDuplicate: false, mayOpenRegister: false };

test('What the file says is proposed, and what it does not say stays as it was', () => {
  const proposal: Proposal = { ...nothing, number: { value: '12', confidence: 'found', evidence }, sender: { value: { agencyId: 'x', name: 'UBND tỉnh' }, confidence: 'guessed', evidence } };

  const fields = fieldsOf(proposal, { ...emptyFields, symbol: 'UBND-VX', number: '1' });

  expect(fields).toMatchObject({ number: '12', symbol: 'UBND-VX', senderAgencyId: 'x', senderName: 'UBND tỉnh', deadlineOn: '' });
});

test('A complete document has no problem', () => {
  expect(problemsOf(complete, '2026-03-02')).toEqual({});
});

test('Every field that is missing or wrong is named', () => {
  expect(Object.keys(problemsOf(emptyFields, '2026-03-02'))).toEqual(['number', 'symbol', 'issuedOn', 'senderName', 'typeCode', 'subject']);
  expect(problemsOf({ ...complete, number: '00' }, '2026-03-02')).toHaveProperty('number');
  expect(problemsOf({ ...complete, number: '30a' }, '2026-03-02')).toEqual({});
  expect(problemsOf({ ...complete, symbol: 'UBND VX' }, '2026-03-02')).toHaveProperty('symbol');
  expect(problemsOf({ ...complete, subject: 'a'.repeat(501) }, '2026-03-02')).toHaveProperty('subject');
});

test('A document of tomorrow and a deadline before the document are refused', () => {
  expect(problemsOf(complete, '2026-03-01')).toHaveProperty('issuedOn');
  expect(problemsOf({ ...complete, deadlineOn: '2026-03-01' }, '2026-03-02')).toHaveProperty('deadlineOn');
});

test('A sender of the list goes by its identity, another one by its name', () => {
  expect(bodyOf(complete, choice)).toMatchObject({ senderAgencyId: null, senderName: 'UBND tỉnh', deadlineOn: null });
  expect(bodyOf({ ...complete, senderAgencyId: 'x' }, choice)).toMatchObject({ senderAgencyId: 'x', senderName: null });
});
