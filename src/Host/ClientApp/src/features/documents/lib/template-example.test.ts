import { expect, test } from 'vitest';
import { withExamples } from './template-example';

const fields = [{ key: 'noi-gui', example: 'Ủy ban nhân dân tỉnh' }];

test('a field is replaced by its example', () => {
  expect(withExamples('Kính gửi: {{noi-gui}} và {{ noi-gui }}', fields)).toBe('Kính gửi: Ủy ban nhân dân tỉnh và Ủy ban nhân dân tỉnh');
});

test('a field that is not known stays to be seen', () => {
  expect(withExamples('{{khong-co}}', fields)).toBe('{{khong-co}}');
});
