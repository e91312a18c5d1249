import { expect, test } from 'vitest';
import { refusalOf } from './accepted-files';

const limits = { endings: ['.docx', '.pdf'], megabytes: 1 };

test('A file of an accepted kind and size may be sent, whatever the case of its ending', () => {
  expect(refusalOf({ name: 'Công văn.PDF', size: 1024 * 1024 }, limits)).toBeNull();
});

test('Each refusal names the file and says what to do', () => {
  expect(refusalOf({ name: 'a.exe', size: 1 }, limits)).toContain('.docx, .pdf');
  expect(refusalOf({ name: 'a.pdf', size: 0 }, limits)).toContain('trống');
  expect(refusalOf({ name: 'a.pdf', size: 1024 * 1024 + 1 }, limits)).toContain('1 MB');
});
