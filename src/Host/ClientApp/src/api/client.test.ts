import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { addressOf, command, keepAntiforgeryToken, read } from './client';
import { wantedConfirmation } from './confirm-gate';
import { reachable } from './connection';
import { endedSession } from './session-gate';

const fetched = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.stubGlobal('fetch', fetched);
  fetched.mockReset();
  keepAntiforgeryToken('token-1');
});
afterEach(() => vi.unstubAllGlobals());

const json = (status: number, body: unknown) => Promise.resolve(new Response(JSON.stringify(body), { status }));
const headersOf = (call: number) => new Headers(fetched.mock.calls[call]?.[1]?.headers);

test('Parameters go into the address, empty ones stay out', () => {
  expect(addressOf('/api/work-items/{id}', { path: { id: 'a/b' }, query: { q: 'sở & ngành', after: undefined, none: '' } })).toBe(
    '/api/work-items/a%2Fb?q=s%E1%BB%9F+%26+ng%C3%A0nh',
  );
});

test('A request that meets the end of the session is sent again with the same key after signing in', async () => {
  fetched.mockReturnValueOnce(json(401, { code: 'session.missing' })).mockReturnValueOnce(json(200, {}));

  const done = command('post', '/api/notifications/read-all', { key: 'key-12345' });
  await vi.waitFor(() => expect(endedSession.get()).not.toBeNull());
  keepAntiforgeryToken('token-2');
  endedSession.get()?.resume();
  await done;

  expect(headersOf(0).get('Idempotency-Key')).toBe('key-12345');
  expect(headersOf(1).get('Idempotency-Key')).toBe('key-12345');
  expect(headersOf(1).get('X-XSRF-TOKEN')).toBe('token-2');
  expect(endedSession.get()).toBeNull();
});

test('A command that needs the second factor again is sent once more with the same key', async () => {
  fetched.mockReturnValueOnce(json(403, { code: 'second-factor.needed' })).mockReturnValueOnce(json(200, {}));

  const done = command('post', '/api/notifications/read-all', { key: 'key-12345' });
  await vi.waitFor(() => expect(wantedConfirmation.get()).not.toBeNull());
  wantedConfirmation.get()?.resume();
  await done;

  expect(headersOf(1).get('Idempotency-Key')).toBe('key-12345');
  expect(wantedConfirmation.get()).toBeNull();
});

test('Who gives up signing in sees the refusal', async () => {
  fetched.mockReturnValueOnce(json(401, { code: 'session.missing' }));

  const done = read('/api/inbox', {});
  await vi.waitFor(() => expect(endedSession.get()).not.toBeNull());
  endedSession.get()?.giveUp();

  await expect(done).rejects.toMatchObject({ status: 401, code: 'session.missing' });
});

test('An outdated antiforgery token is fetched anew, once', async () => {
  fetched
    .mockReturnValueOnce(json(400, { code: 'antiforgery' }))
    .mockReturnValueOnce(json(200, { antiforgeryToken: 'fresh' }))
    .mockReturnValueOnce(json(200, {}));

  await command('post', '/api/notifications/read-all', { key: 'key-12345' });

  expect(headersOf(2).get('X-XSRF-TOKEN')).toBe('fresh');
});

test('No answer is a lost connection until the next answer', async () => {
  fetched.mockRejectedValueOnce(new TypeError('failed')).mockReturnValueOnce(json(200, {}));

  await expect(read('/api/inbox', {})).rejects.toMatchObject({ name: 'ConnectionError' });
  expect(reachable.get()).toBe(false);

  await read('/api/inbox', {});
  expect(reachable.get()).toBe(true);
});
