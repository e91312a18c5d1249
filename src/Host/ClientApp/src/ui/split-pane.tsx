import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './split-pane.module.css';
import { texts } from './texts';

interface SplitPaneProps {
  /** Names for screen readers. */
  listLabel: string;
  detailLabel: string;
  list: ReactNode;
  detail: ReactNode;
  /** On a phone only one of the two is seen: the detail when something is chosen. */
  isDetailShown: boolean;
  onBack: () => void;
}

/** List and document side by side; each scrolls by itself. */
export function SplitPane({ listLabel, detailLabel, list, detail, isDetailShown, onBack }: SplitPaneProps) {
  return (
    <div className={classes.panes} data-detail={isDetailShown || undefined}>
      <section className={classes.list} aria-label={listLabel}>
        {list}
      </section>
      <section className={classes.detail} aria-label={detailLabel}>
        <Button className={classes.back} variant="subtle" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={onBack}>
          {texts.back}
        </Button>
        {detail}
      </section>
    </div>
  );
}
