import { Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DateText } from '@/ui/date-text';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { SplitPane } from '@/ui/split-pane';
import { UrgencyMark } from '@/ui/urgency-mark';
import { arrivedQuery, type Arrived } from '../api/dispatches';
import { titleOf } from '../titles';
import { texts } from '../texts';
import classes from './arrived-tab.module.css';
import { ArrivedDetail } from './arrived-detail';

interface ArrivedTabProps {
  chosen: string | null;
  onChoose: (id: string | null) => void;
}

/** What other agencies sent by the axis: look at it, register it or refuse it. */
export function ArrivedTab({ chosen, onChoose }: ArrivedTabProps) {
  const arrived = useQuery(arrivedQuery);
  const found = arrived.data?.items.find((one) => one.id === chosen);
  // What was just registered leaves the list; its result stays in sight.
  const [shown, setShown] = useState(found);
  if (found !== undefined && found !== shown) setShown(found);
  const row = found ?? (shown?.id === chosen ? shown : undefined);
  if (arrived.isPending) return <SkeletonRows />;
  if (arrived.isError) return <ErrorState error={arrived.error} onRetry={() => void arrived.refetch()} />;
  const rows = arrived.data.items;
  if (rows.length === 0 && chosen === null) return <EmptyState title={texts.arrivedEmpty}>{texts.arrivedEmptyDetail}</EmptyState>;
  return (
    <SplitPane
      listLabel={texts.arrivedList}
      detailLabel={texts.arrivedDetail}
      isDetailShown={chosen !== null}
      onBack={() => onChoose(null)}
      list={
        rows.length === 0 ? (
          <EmptyState title={texts.arrivedEmpty}>{texts.arrivedEmptyDetail}</EmptyState>
        ) : (
          <ul className={classes.list}>
            {rows.map((one) => (
              <li key={one.id}>
                <Line row={one} isChosen={one.id === chosen} onChoose={() => onChoose(one.id)} />
              </li>
            ))}
          </ul>
        )
      }
      detail={
        row !== undefined ? (
          <ArrivedDetail key={row.id} row={row} onGone={() => onChoose(null)} />
        ) : chosen === null ? (
          <EmptyState title={texts.arrivedChoose}>{texts.arrivedChooseDetail}</EmptyState>
        ) : (
          <EmptyState title={texts.arrivedGone}>{texts.arrivedGoneDetail}</EmptyState>
        )
      }
    />
  );
}

function Line({ row, isChosen, onChoose }: { row: Arrived; isChosen: boolean; onChoose: () => void }) {
  return (
    <UnstyledButton className={classes.line} aria-current={isChosen || undefined} onClick={onChoose}>
      <Text fw={600} className={classes.subject}>
        {row.subject}
      </Text>
      <span className={classes.about}>
        <span className="tabular">{titleOf(row)}</span>
        <span>{row.sender}</span>
        <DateText value={row.statusAt} withTime />
        <UrgencyMark urgency={row.urgency} />
      </span>
    </UnstyledButton>
  );
}
