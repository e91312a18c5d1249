import { Button, VisuallyHidden } from '@mantine/core';
import type { CompareBlock } from '../api/compare-versions';
import { texts } from '../texts';
import classes from './comparison.module.css';

interface CompareBlockViewProps {
  index: number;
  block: CompareBlock;
  isNow: boolean;
  otherEnd: number | null;
  onJump: (block: number) => void;
}

/** One paragraph. What was put in is underlined, what was taken out is struck through, and both are said in words to those who listen. */
export function CompareBlockView({ index, block, isNow, otherEnd, onJump }: CompareBlockViewProps) {
  const isMoved = block.kind === 'movedAway' || block.kind === 'movedHere';
  return (
    // Focused when one jumps to it.
    <div className={classes.block} data-kind={block.kind} data-block={index} data-now={isNow || undefined} tabIndex={-1}>
      {isMoved && (
        <div className={classes.move}>
          {block.kind === 'movedAway' ? texts.movedAway(block.move ?? 0) : texts.movedHere(block.move ?? 0)}
          {otherEnd !== null && (
            <Button size="compact-xs" variant="default" onClick={() => onJump(otherEnd)}>
              {texts.toMove}
            </Button>
          )}
        </div>
      )}
      {block.parts.map((part, at) =>
        part.kind === 'same' ? (
          <span key={at} className={block.kind === 'movedAway' ? classes.movedAway : undefined}>
            {part.text}
          </span>
        ) : part.kind === 'inserted' ? (
          <ins key={at} className={classes.inserted}>
            <VisuallyHidden component="span">{texts.inserted}</VisuallyHidden>
            {part.text}
            <VisuallyHidden component="span">{texts.insertedEnd}</VisuallyHidden>
          </ins>
        ) : (
          <del key={at} className={classes.deleted}>
            <VisuallyHidden component="span">{texts.deleted}</VisuallyHidden>
            {part.text}
            <VisuallyHidden component="span">{texts.deletedEnd}</VisuallyHidden>
          </del>
        ),
      )}
    </div>
  );
}
