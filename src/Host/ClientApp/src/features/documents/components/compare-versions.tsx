import { NativeSelect, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { hasCode } from '@/api/errors';
import { formatMoment } from '@/lib/dates';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { comparisonQuery } from '../api/compare-versions';
import { versionsQuery } from '../api/list-versions';
import { mainOf } from '../lib/versions';
import { texts } from '../texts';
import classes from './comparison.module.css';

const ComparisonView = lazy(async () => ({ default: (await import('./comparison-view')).ComparisonView }));

export interface ComparedPair {
  from: number | null;
  to: number | null;
}

interface CompareVersionsProps {
  documentId: string;
  /** Which two, when the page around keeps it in its address; else the last two, kept here. */
  chosen?: ComparedPair;
  onChoose?: (pair: ComparedPair) => void;
}

/** Two versions of a document next to each other in one text. */
export function CompareVersions({ documentId, chosen, onChoose }: CompareVersionsProps) {
  const versions = useQuery(versionsQuery(documentId));
  const [own, setOwn] = useState<ComparedPair>({ from: null, to: null });
  if (versions.isPending) return <SkeletonRows />;
  if (hasCode(versions.error, 'document.not-found')) return <EmptyState title={texts.noFileTitle}>{texts.noFile}</EmptyState>;
  if (versions.isError) return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />;

  const rows = mainOf(versions.data);
  const last = rows.at(-1);
  const before = rows.at(-2);
  if (last === undefined || before === undefined) return <EmptyState title={texts.oneVersionTitle}>{texts.oneVersion}</EmptyState>;
  const pair = chosen ?? own;
  const known = (no: number | null) => rows.find((row) => row.versionNo === no)?.versionNo;
  const to = known(pair.to) ?? last.versionNo;
  const from = known(pair.from) ?? rows.findLast((row) => row.versionNo < to)?.versionNo ?? before.versionNo;
  const choose = (next: ComparedPair) => (onChoose ?? setOwn)(next);
  const options = rows.map((row) => ({ value: String(row.versionNo), label: texts.versionOf(row.versionNo, row.kind, formatMoment(row.createdAt)) }));
  return (
    <>
      <div className={classes.selects}>
        <NativeSelect label={texts.from} data={options} value={String(from)} onChange={(event) => choose({ from: Number(event.currentTarget.value), to })} />
        <NativeSelect label={texts.to} data={options} value={String(to)} onChange={(event) => choose({ from, to: Number(event.currentTarget.value) })} />
      </div>
      {from === to ? <Text role="alert">{texts.compareSame}</Text> : <Compared documentId={documentId} from={from} to={to} />}
    </>
  );
}

function Compared({ documentId, from, to }: { documentId: string; from: number; to: number }) {
  const comparison = useQuery(comparisonQuery(documentId, from, to));
  if (comparison.isPending) return <SkeletonRows rows={8} />;
  if (comparison.isError) return <ErrorState error={comparison.error} onRetry={() => void comparison.refetch()} />;
  return (
    <Suspense fallback={<SkeletonRows rows={8} />}>
      <ComparisonView key={`${from} ${to}`} comparison={comparison.data} />
    </Suspense>
  );
}
