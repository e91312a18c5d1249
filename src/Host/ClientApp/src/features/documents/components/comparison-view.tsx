import { Switch, Text, Title } from '@mantine/core';
import { useRef, useState } from 'react';
import { EmptyState } from '@/ui/empty-state';
import type { VersionComparison } from '../api/compare-versions';
import { otherEndOf, runsOf } from '../lib/block-runs';
import { texts } from '../texts';
import { CalloutList } from './callout-list';
import { CompareBlockView } from './compare-block-view';
import classes from './comparison.module.css';

/** Called-out changes first, then the text with insertions and deletions in it. */
export function ComparisonView({ comparison }: { comparison: VersionComparison }) {
  const [onlyChanges, setOnlyChanges] = useState(comparison.blocks.length > 40);
  const [now, setNow] = useState<number | null>(null);
  const text = useRef<HTMLDivElement>(null);
  if (comparison.refusal !== null) return <EmptyState title={texts.cannotCompare}>{comparison.refusal}</EmptyState>;
  if (comparison.identical) return <Text py="sm">{texts.identical}</Text>;

  const jump = (block: number) => {
    setNow(block);
    const target = text.current?.querySelector<HTMLElement>(`[data-block="${block}"]`);
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: 'center' });
  };
  return (
    <>
      <Title order={2} size="h5" mb={4}>
        {texts.callouts}
      </Title>
      <CalloutList highlights={comparison.highlights} onJump={jump} />
      <Switch className={classes.switch} label={texts.onlyChanges} checked={onlyChanges} onChange={(event) => setOnlyChanges(event.currentTarget.checked)} />
      <div ref={text} className={classes.blocks} role="group" aria-label={texts.wholeText}>
        {runsOf(comparison.blocks, onlyChanges).map((run) =>
          run.kind === 'skipped' ? (
            <p key={run.from} className={classes.skipped}>
              {texts.hidden(run.count)}
            </p>
          ) : (
            <CompareBlockView key={run.index} index={run.index} block={run.block} isNow={run.index === now} otherEnd={otherEndOf(comparison.blocks, run.index)} onJump={jump} />
          ),
        )}
      </div>
    </>
  );
}
