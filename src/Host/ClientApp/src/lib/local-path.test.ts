import { expect, test } from 'vitest';
import { localPath } from './local-path';

test('A page of ours is kept with its state', () => {
  expect(localPath('/hop-viec?chon=1')).toBe('/hop-viec?chon=1');
});

test.each([null, '', 'https://other.example', '//other.example', '/\\other.example', '/\t/other.example', 'javascript:alert(1)'])('%j leads home', (wanted) => {
  expect(localPath(wanted)).toBe('/');
});
