import { Button, Group, Progress, Text } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { addressOf } from '@/api/client';
import { textParam } from '@/lib/url-state';
import { DateField } from '@/ui/date-field';
import { ErrorState } from '@/ui/error-state';
import { Page } from '@/ui/page';
import { useUrlState } from '@/ui/use-url-state';
import { bookQuery } from './api/registers';
import classes from './components/book-sheet.module.css';
import { BookSheet } from './components/book-sheet';
import { texts } from './texts';

const shape = { tu: textParam(), den: textParam() };

/** A register as the decree prescribes it, to read and to print on A4 across. */
export function BookPage() {
  const { id = '' } = useParams();
  const [{ tu, den }, change] = useUrlState(shape);
  const [progress, setProgress] = useState({ read: 0, total: 0 });
  const isWrong = tu !== '' && den !== '' && tu > den;
  const book = useQuery({ ...bookQuery(id, tu, den, (read, total) => setProgress({ read, total })), enabled: !isWrong });
  const limits = book.data === undefined ? {} : { min: `${book.data.year}-01-01`, max: `${book.data.year}-12-31` };
  return (
    <Page
      title={texts.bookTitle}
      isWide
      isBare
      up={{ path: '/so-van-ban', label: texts.registersTitle }}
      actions={
        <>
          <Button component="a" variant="default" href={addressOf('/api/registers/{id}/book.docx', { path: { id }, query: { from: tu, to: den } })} download leftSection={<IconDownload size={16} aria-hidden />}>
            {texts.download}
          </Button>
          <Button leftSection={<IconPrinter size={16} aria-hidden />} disabled={book.data === undefined} onClick={() => window.print()}>
            {texts.print}
          </Button>
        </>
      }
    >
      <Group gap="sm" align="flex-end" mb="sm" className={classes.span}>
        <DateField label={texts.from} value={tu} error={isWrong ? texts.spanWrong : null} {...limits} onChange={(next) => change({ tu: next })} />
        <DateField label={texts.to} value={den} {...limits} onChange={(next) => change({ den: next })} />
        {(tu !== '' || den !== '') && (
          <Button variant="default" onClick={() => change({ tu: '', den: '' })}>
            {texts.wholeYear}
          </Button>
        )}
        {book.data !== undefined && (
          <Text c="dimmed" role="status" className="tabular">
            {texts.bookLines(book.data.lines.length)}
          </Text>
        )}
      </Group>
      {book.isError ? (
        <ErrorState error={book.error} onRetry={() => void book.refetch()} />
      ) : book.data === undefined ? (
        !isWrong && (
          <div>
            <Text size="sm">{texts.readingBook(progress.read, progress.total)}</Text>
            <Progress value={progress.total === 0 ? 0 : (100 * progress.read) / progress.total} aria-label={texts.readingBook(progress.read, progress.total)} />
          </div>
        )
      ) : (
        <BookSheet book={book.data} />
      )}
    </Page>
  );
}
