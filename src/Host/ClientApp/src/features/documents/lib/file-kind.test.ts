import { expect, test } from 'vitest';
import { formatLength, kindOf } from './file-kind';

test('the media type decides what a file is', () => {
  expect(kindOf('application/pdf', 'bao-cao.docx')).toBe('pdf');
});

test('the ending decides where the type says nothing', () => {
  expect(kindOf('application/octet-stream', 'Báo cáo.DOCX')).toBe('docx');
});

test('pages with scripts are not shown', () => {
  expect(kindOf('text/html', 'trang.html')).toBe('other');
  expect(kindOf('image/svg+xml', 'hinh.svg')).not.toBe('image');
});

test('lengths are written in Vietnamese', () => {
  expect(formatLength(1_572_864)).toBe('1,5 MB');
});
