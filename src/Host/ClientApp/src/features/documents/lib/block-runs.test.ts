import { expect, test } from 'vitest';
import type { CompareBlock } from '../api/compare-versions';
import { otherEndOf, runsOf } from './block-runs';

const block = (kind: CompareBlock['kind'], move: number | null = null): CompareBlock => ({ kind, move, parts: [{ kind: 'same', text: kind }] });
const text = [block('same'), block('same'), block('same'), block('changed'), block('same'), block('same'), block('same'), block('same')];

test('unchanged blocks far from a change are one line', () => {
  expect(runsOf(text, true).map((run) => (run.kind === 'skipped' ? `… ${run.count}` : run.index))).toEqual(['… 2', 2, 3, 4, '… 3']);
});

test('the whole text shows every block', () => {
  expect(runsOf(text, false)).toHaveLength(text.length);
});

test('a moved block leads to its other end', () => {
  const moved = [block('movedAway', 1), block('same'), block('movedHere', 1)];
  expect(otherEndOf(moved, 0)).toBe(2);
  expect(otherEndOf(moved, 2)).toBe(0);
  expect(otherEndOf(moved, 1)).toBeNull();
});
