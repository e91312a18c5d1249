import { expect, it } from 'vitest';
import { formatSize } from './file-size';

it('says small files in bytes and large ones in megabytes', () => {
  expect(formatSize(820)).toBe('820 B');
  expect(formatSize(12_700)).toBe('12,4 KB');
  expect(formatSize(3 * 1024 * 1024)).toBe('3 MB');
});
