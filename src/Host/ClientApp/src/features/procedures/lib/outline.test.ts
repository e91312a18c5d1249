import { expect, test } from 'vitest';
import { outlineOf, stepNames } from './outline';

const activity = (id: string, more: object = {}) => ({ id, nodeId: `r:${id}`, type: 'Elsa.Any', metadata: {}, ...more });
const connection = (from: string, port: string, to: string) => ({ source: { activity: from, port }, target: { activity: to, port: 'In' } });

test('a flowchart is told from its start along its connections', () => {
  const steps = outlineOf({
    root: {
      activities: [activity('c'), activity('a', { metadata: { displayText: 'Bút phê' }, position: { expression: { type: 'Literal', value: 'giam-doc' } } }), activity('b')],
      connections: [connection('a', 'Assigned', 'b'), connection('b', 'Done', 'c'), connection('c', 'Returned', 'b')],
    },
  });
  expect(steps.map((step) => step.id)).toEqual(['a', 'b', 'c']);
  expect(steps[0]).toMatchObject({ name: 'Bút phê', position: 'giam-doc', next: [{ port: 'Assigned', target: 'b' }] });
});

test('steps that nothing leads to are told too, last', () => {
  const steps = outlineOf({ root: { activities: [activity('x'), activity('a'), activity('y')], connections: [connection('a', 'Done', 'a'), connection('y', 'Done', 'x')] } });
  expect(steps.map((step) => step.id)).toEqual(['y', 'x', 'a']);
});

test('a sequence goes on in the order of its list, and what steps hold lies deeper', () => {
  const steps = outlineOf({ root: { activities: [activity('a', { body: activity('inner') }), activity('b')] } });
  expect(steps.map((step) => [step.id, step.depth])).toEqual([['a', 0], ['inner', 1], ['b', 0]]);
  expect(steps[0]?.next).toEqual([{ port: 'Done', target: 'b' }]);
});

test('what is no definition has no steps', () => {
  expect(outlineOf(null)).toEqual([]);
  expect(stepNames({ root: 7 }).size).toBe(0);
});
