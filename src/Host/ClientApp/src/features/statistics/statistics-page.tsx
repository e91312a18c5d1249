import { Button, NativeSelect, Text } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { formatDate, today } from '@/lib/dates';
import { choiceParam, textParam } from '@/lib/url-state';
import { DateField } from '@/ui/date-field';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { FilterBar } from '@/ui/filter-bar';
import { Page } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { useUrlState } from '@/ui/use-url-state';
import { exportAddress, statisticsQuery } from './api/read-statistics';
import classes from './components/counts-table.module.css';
import { CountsTable } from './components/counts-table';
import { spanOf, type Period } from './periods';
import { texts } from './texts';

const shape = {
  ky: choiceParam(Object.keys(texts.periods) as Period[], 'year'),
  tu: textParam(),
  den: textParam(),
  theo: choiceParam(['unit', 'leader'], 'unit'),
  han: choiceParam(['last', 'first'], 'last'),
};

/** How many incoming documents were handled in time, by unit or by leader. */
export function StatisticsPage() {
  const [{ ky, tu, den, theo, han }, change] = useUrlState(shape);
  const span = ky === 'own' ? { from: tu, to: den } : spanOf(ky, today());
  const isWrong = span.from !== '' && span.to !== '' && span.from > span.to;
  const question = { ...span, by: theo, deadline: han };
  const statistics = useQuery({ ...statisticsQuery(question), enabled: !isWrong });
  return (
    <Page
      title={texts.title}
      actions={
        <>
          <Button component="a" variant="default" href={exportAddress(question)} download leftSection={<IconDownload size={16} aria-hidden />}>
            {texts.download}
          </Button>
          <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
            {texts.print}
          </Button>
        </>
      }
    >
      <FilterBar label={texts.filters} role="group">
        <Choice label={texts.period} labels={texts.periods} value={ky} onChange={(next) => change(next === 'own' ? { ky: 'own', tu: span.from, den: span.to } : { ky: next as Period, tu: '', den: '' })} />
        {ky === 'own' && (
          <>
            <DateField label={texts.from} value={tu} error={isWrong ? texts.spanWrong : null} onChange={(next) => change({ tu: next })} />
            <DateField label={texts.to} value={den} onChange={(next) => change({ den: next })} />
          </>
        )}
        <Choice label={texts.by} labels={texts.bys} value={theo} onChange={(next) => change({ theo: next as 'unit' })} />
        <Choice label={texts.deadline} labels={texts.deadlines} value={han} onChange={(next) => change({ han: next as 'last' })} />
      </FilterBar>
      {statistics.isError ? (
        <ErrorState error={statistics.error} onRetry={() => void statistics.refetch()} />
      ) : statistics.data === undefined ? (
        !isWrong && <SkeletonRows />
      ) : statistics.data.rows.length === 0 ? (
        <EmptyState title={texts.emptyTitle}>{texts.empty}</EmptyState>
      ) : (
        <>
          <h2 className={classes.heading}>{texts.heading}</h2>
          <Text mb="xs">{texts.span(formatDate(statistics.data.from), formatDate(statistics.data.to))}</Text>
          <CountsTable statistics={statistics.data} />
          <Text size="sm" c="dimmed" mt="xs">
            {texts.adds}
          </Text>
        </>
      )}
    </Page>
  );
}

function Choice({ label, labels, value, onChange }: { label: string; labels: Record<string, string>; value: string; onChange: (value: string) => void }) {
  return <NativeSelect label={label} value={value} data={Object.entries(labels).map(([code, text]) => ({ value: code, label: text }))} onChange={(event) => onChange(event.currentTarget.value)} />;
}
