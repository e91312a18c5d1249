import { Text, VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { ErrorState } from '@/ui/error-state';
import { draftTexts as texts } from '../draft-texts';
import type { FindingListProps } from './finding-list';
import { PaperLoading } from './paper-loading';

const DocxPaper = lazy(async () => ({ default: (await import('./docx-paper')).DocxPaper }));

/** The draft as it will look; stays while the next look is drawn. */
export function DraftPreview({ look, isOn, marks }: { look: UseQueryResult<Blob>; isOn: boolean; marks: FindingListProps }) {
  const href = useObjectUrl(look.data);
  if (!isOn) return <Text c="dimmed">{texts.previewEmpty}</Text>;
  if (look.isError) return <ErrorState error={look.error} onRetry={() => void look.refetch()} />;
  if (look.data === undefined) return <PaperLoading />;
  return (
    <Suspense fallback={<PaperLoading />}>
      <VisuallyHidden role="status">{look.isFetching ? texts.previewUpdating : ''}</VisuallyHidden>
      <DocxPaper file={look.data} fileName={texts.previewName} downloadHref={href} marks={marks} />
    </Suspense>
  );
}

function useObjectUrl(file: Blob | undefined): string {
  const [href, setHref] = useState('');
  useEffect(() => {
    if (file === undefined) return;
    const url = URL.createObjectURL(file);
    // The address belongs to the browser and must be given back.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    setHref(url);
    return () => URL.revokeObjectURL(url);
  }, [file]);
  return href;
}
