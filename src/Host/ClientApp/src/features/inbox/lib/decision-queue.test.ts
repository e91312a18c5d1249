import { expect, test, vi } from 'vitest';
import { ApiError, ConnectionError } from '@/api/errors';
import type { Decision } from '../api/decide-work';
import { createDecisionQueue } from './decision-queue';

const approve = (workItemId: string): Decision => ({ action: 'approve', workItemId, rowVersion: 1, body: {}, subject: 'Báo cáo', title: 'Duyệt dự thảo' });

function queueThat(send: (decision: Decision, key: string) => Promise<unknown>) {
  const [onSent, onRefused] = [vi.fn(), vi.fn()];
  return { onSent, onRefused, queue: createDecisionQueue({ send: send as never, onSent, onRefused }) };
}

test('What waits is sent in its order, each with its own key', async () => {
  const sent: string[] = [];
  const { queue, onSent } = queueThat((decision, key) => {
    sent.push(`${decision.workItemId} ${key}`);
    return Promise.resolve({});
  });
  queue.add(approve('1'), 'k1');
  queue.add(approve('2'), 'k2');

  await queue.flush();

  expect(sent).toEqual(['1 k1', '2 k2']);
  expect(queue.store.get()).toEqual([]);
  expect(onSent).toHaveBeenCalledTimes(2);
});

test('Without a connection everything keeps waiting', async () => {
  const send = vi.fn(() => Promise.reject(new ConnectionError()));
  const { queue } = queueThat(send);
  queue.add(approve('1'), 'k1');
  queue.add(approve('2'), 'k2');

  await queue.flush();

  expect(send).toHaveBeenCalledTimes(1);
  expect(queue.store.get().map((one) => one.state)).toEqual(['waiting', 'waiting']);
});

test('A refusal is kept with its words, and the next one is sent', async () => {
  const { queue, onRefused } = queueThat((decision) =>
    decision.workItemId === '1' ? Promise.reject(new ApiError(409, 'work-item.decided', '', 'Đồng chí khác đã duyệt.')) : Promise.resolve({}),
  );
  queue.add(approve('1'), 'k1');
  queue.add(approve('2'), 'k2');

  await queue.flush();

  expect(queue.store.get()).toMatchObject([{ key: 'k1', state: 'refused', refusal: 'Đồng chí khác đã duyệt.' }]);
  expect(onRefused).toHaveBeenCalledTimes(1);
});

test('A fault of the server is no answer', async () => {
  const { queue, onRefused } = queueThat(() => Promise.reject(new ApiError(503, 'internal', '', '')));
  queue.add(approve('1'), 'k1');

  await queue.flush();

  expect(queue.store.get()).toMatchObject([{ state: 'waiting' }]);
  expect(onRefused).not.toHaveBeenCalled();
});

test('What waits can be taken out, what is on its way cannot', async () => {
  let answer = () => {};
  const { queue } = queueThat(() => new Promise((resolve) => (answer = () => resolve({}))));
  queue.add(approve('1'), 'k1');
  queue.add(approve('2'), 'k2');
  const flushed = queue.flush();

  queue.cancel('k1');
  queue.cancel('k2');

  expect(queue.store.get().map((one) => one.key)).toEqual(['k1']);
  answer();
  await flushed;
});
