import { expect, test } from 'vitest';
import { countFilters, fromState, noFilters, toQuery, toState } from './inbox-address';

const filters = { ...noFilters, tim: ' báo cáo ', loai: ['approve', 'sign'], gui: ['Sở A | B, 50%'], lai: true, xep: 'moi' as const };

test('A saved view brings back exactly its filters', () => {
  expect(fromState(toState(filters))).toEqual(filters);
  expect(toState(noFilters)).toBe('');
});

test('What is not chosen is not asked for', () => {
  expect(toQuery(noFilters)).toMatchObject({ sort: 'deadline', kind: [], returned: undefined, text: undefined });
  expect(toQuery(filters)).toMatchObject({ sort: 'newest', kind: ['approve', 'sign'], sender: ['Sở A | B, 50%'], returned: true, text: 'báo cáo' });
});

test('Every value counts as a filter, the order does not', () => {
  expect(countFilters(filters)).toBe(5);
  expect(countFilters({ ...noFilters, xep: 'moi' })).toBe(0);
  // The page gives its whole address.
  expect(countFilters({ ...noFilters, muc: 'cho' } as typeof noFilters)).toBe(0);
});
