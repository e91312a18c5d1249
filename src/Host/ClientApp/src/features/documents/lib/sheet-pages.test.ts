import { expect, test } from 'vitest';
import { pagesOf } from './sheet-pages';

const section = (height: number, width = '595.3pt') => ({ style: { width, minHeight: '841.9pt' }, offsetHeight: height });

test('a section of the height of a page is one page', () => {
  expect(pagesOf([section(1123), section(1123)]).pages).toEqual([
    { section: 0, part: 0 },
    { section: 1, part: 0 },
  ]);
});

test('the pages of a long section are reckoned from its height', () => {
  expect(pagesOf([section(3 * 1122.5)]).pages).toHaveLength(3);
});

test('the widest page decides the width', () => {
  expect(Math.round(pagesOf([section(1123), section(800, '841.9pt')]).width)).toBe(1123);
});
