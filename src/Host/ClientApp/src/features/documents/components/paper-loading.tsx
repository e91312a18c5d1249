import { Progress, Skeleton, Text } from '@mantine/core';
import { texts } from '../texts';
import classes from './viewer.module.css';

/** A sheet in waiting; with a figure as soon as it is known how much has come. */
export function PaperLoading({ part }: { part?: number }) {
  const percent = part === undefined ? null : Math.round(part * 100);
  return (
    <div className={classes.loading} aria-busy>
      <div className={classes.bar} role="status">
        <Text size="sm" className="tabular">
          {percent === null ? texts.loading : texts.loadingFile(percent)}
        </Text>
      </div>
      {percent !== null && <Progress value={percent} mb="sm" aria-label={texts.loading} />}
      <div className={classes.paperSkeleton} aria-hidden>
        <Skeleton height={14} width="60%" mx="auto" mb="lg" />
        {Array.from({ length: 8 }, (_, line) => (
          <Skeleton key={line} height={10} mb="sm" width={line % 4 === 3 ? '70%' : '100%'} />
        ))}
      </div>
    </div>
  );
}
