import type { CompareBlock } from '../api/compare-versions';

export type BlockRun = { kind: 'block'; index: number; block: CompareBlock } | { kind: 'skipped'; from: number; count: number };

/** What is shown when only changes are wanted: every changed block with one neighbour on each side; what lies between is one line. */
export function runsOf(blocks: readonly CompareBlock[], onlyChanges: boolean): BlockRun[] {
  const isShown = (index: number) => !onlyChanges || [index - 1, index, index + 1].some((near) => blocks[near] !== undefined && blocks[near].kind !== 'same');
  const runs: BlockRun[] = [];
  blocks.forEach((block, index) => {
    const last = runs.at(-1);
    if (isShown(index)) runs.push({ kind: 'block', index, block });
    else if (last?.kind === 'skipped') last.count += 1;
    else runs.push({ kind: 'skipped', from: index, count: 1 });
  });
  return runs;
}

/** The other end of a move; null when the block was not moved. */
export function otherEndOf(blocks: readonly CompareBlock[], index: number): number | null {
  const move = blocks[index]?.move ?? null;
  const other = move === null ? -1 : blocks.findIndex((block, at) => at !== index && block.move === move);
  return other < 0 ? null : other;
}
