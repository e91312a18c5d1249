import { expect, test } from 'vitest';
import { ApiError, ConnectionError } from './errors';
import { keyFor } from './intent';

const create = () => 'new';
const lost = { key: 'old', variables: { id: 1 }, error: new ConnectionError() };

test('The same thing sent again after a lost connection keeps its key', () => {
  expect(keyFor(lost, { id: 1 }, create)).toBe('old');
});

test('Something else gets a key of its own', () => {
  expect(keyFor(lost, { id: 2 }, create)).toBe('new');
});

test('A refusal is an answer: the next attempt is a new intent', () => {
  expect(keyFor({ ...lost, error: new ApiError(409, 'stale', '', '') }, { id: 1 }, create)).toBe('new');
});

test('After a fault of the server nobody knows, so the key stays', () => {
  expect(keyFor({ ...lost, error: new ApiError(503, 'internal', '', '') }, { id: 1 }, create)).toBe('old');
});
