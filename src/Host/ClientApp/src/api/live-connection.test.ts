import { afterEach, expect, test, vi } from 'vitest';
import { followLive, type LiveState } from './live-connection';

afterEach(() => vi.unstubAllGlobals());

/** A stream that the server refuses. */
class Refused {
  static readonly CLOSED = 2;
  static last: Refused;
  readonly readyState = Refused.CLOSED;
  onerror: () => void = () => undefined;
  constructor() {
    Refused.last = this;
  }
  addEventListener() {
    return undefined;
  }
  close() {
    return undefined;
  }
}

test('Whoever lets go while the notices are being asked for is told nothing more', async () => {
  vi.stubGlobal('EventSource', Refused);
  vi.stubGlobal('fetch', (_: string, { signal }: RequestInit) => new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new DOMException('ended', 'AbortError')))));
  const states: LiveState[] = [];
  const end = new AbortController();
  followLive(() => undefined, (state) => states.push(state), end.signal);

  Refused.last.onerror();
  end.abort();
  await new Promise((resolve) => setImmediate(resolve));

  expect(states).toEqual(['connecting', 'off']);
});
