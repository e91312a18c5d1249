import { expect, test } from 'vitest';
import { withRole } from './unit-roles';

test('A new lead makes the one before cooperate', () => {
  expect(withRole({ a: 'lead', b: 'inform' }, 'b', 'lead')).toEqual({ a: 'cooperate', b: 'lead' });
});

test('A unit has one role, and loses it when it is chosen again', () => {
  expect(withRole({ a: 'lead' }, 'a', 'inform')).toEqual({ a: 'inform' });
  expect(withRole({ a: 'lead' }, 'a', 'lead')).toEqual({});
});
