import { expect, test } from 'vitest';
import { journalOf, variablesOf } from './instance';

test('the journal is told with its newest line first, over all bursts', () => {
  const line = (eventName: string) => ({ timestamp: '2026-03-09T01:00:00Z', activityId: 'duyet', eventName });
  expect(journalOf([[line('Started'), line('Suspended')], [line('Resumed')]]).map((one) => one.eventName)).toEqual(['Resumed', 'Suspended', 'Started']);
});

test('variables are found in the executions that keep them', () => {
  const state = { executions: [{ n: 1, activity: 'Workflow1:so-do' }, { n: 4, activity: 'Workflow1:so-do:duyet', variables: { vong: 2 } }] };
  expect(variablesOf(state)).toEqual([{ execution: 4, activity: 'duyet', name: 'vong', value: '2' }]);
  expect(variablesOf(null)).toEqual([]);
});
