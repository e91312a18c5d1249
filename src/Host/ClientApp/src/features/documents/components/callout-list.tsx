import { Button, Text } from '@mantine/core';
import type { Highlight } from '../api/compare-versions';
import { texts } from '../texts';
import classes from './comparison.module.css';

/** The changes that must not be overlooked, each with the way to where it stands. */
export function CalloutList({ highlights, onJump }: { highlights: readonly Highlight[]; onJump: (block: number) => void }) {
  if (highlights.length === 0) return <Text c="dimmed">{texts.noCallouts}</Text>;
  return (
    <ul className={classes.callouts} aria-label={texts.callouts}>
      {highlights.map((one, index) => (
        <li key={index} className={classes.callout}>
          <Text span fw={600} className={classes.fact}>
            {texts.facts[one.kind]}
          </Text>
          <span className={classes.values}>
            {one.before !== null && one.after !== null && <span className={classes.verb}>{texts.changed}: </span>}
            {one.before !== null && (
              <>
                {one.after === null && <span className={classes.verb}>{texts.removed}: </span>}
                <del className={classes.deleted}>{one.before}</del>
              </>
            )}
            {one.before !== null && one.after !== null && ' → '}
            {one.after !== null && (
              <>
                {one.before === null && <span className={classes.verb}>{texts.added}: </span>}
                <ins className={classes.inserted}>{one.after}</ins>
              </>
            )}
          </span>
          {one.block !== null && (
            <Button size="compact-xs" variant="default" onClick={() => onJump(one.block ?? 0)} aria-label={`${texts.jump}: ${texts.facts[one.kind]} ${one.after ?? one.before ?? ''}`}>
              {texts.jump}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
