import { expect, test } from 'vitest';
import { ApiError, ConnectionError, hasCode, toApiError } from './errors';

test('A problem of the server keeps its code, words and trace', () => {
  const error = toApiError(409, { status: 409, code: 'approval.decided', title: 'Không thực hiện được', detail: 'Việc đã xong.', traceId: 'abc' });

  expect(error).toMatchObject({ status: 409, code: 'approval.decided', title: 'Không thực hiện được', detail: 'Việc đã xong.', traceId: 'abc' });
});

test.each([null, '<html>', 42, [], { code: 7 }])('An answer in another form (%j) still says what to do', (body) => {
  const error = toApiError(502, body);

  expect(error.code).toBe('unknown');
  expect(error.detail).toContain('502');
  expect(error.detail).toContain('thử lại');
});

test('Only an answer of the server has a code', () => {
  expect(hasCode(new ApiError(400, 'antiforgery', '', ''), 'stale', 'antiforgery')).toBe(true);
  expect(hasCode(new ApiError(400, 'antiforgery', '', ''), 'stale')).toBe(false);
  expect(hasCode(new ConnectionError(), 'antiforgery')).toBe(false);
});
