import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { holds, useUser } from '@/api/session';
import { formatDate, today } from '@/lib/dates';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { Page } from '@/ui/page';
import { PlainTable } from '@/ui/plain-table';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { Tag } from '@/ui/tag';
import { registersQuery, type Register } from './api/registers';
import { CloseBookDialog, OpenBookDialog } from './components/book-dialogs';
import { texts } from './texts';

/** The books of the agency: open one, print one, close one. */
export function RegistersPage() {
  const mayChange = holds(useUser(), 'registry');
  const registers = useQuery(registersQuery);
  const [isOpening, setIsOpening] = useState(false);
  const [closing, setClosing] = useState<Register | null>(null);
  return (
    <Page title={texts.registersTitle} actions={mayChange && <Button onClick={() => setIsOpening(true)}>{texts.openBook}</Button>}>
      {registers.isPending ? (
        <SkeletonRows />
      ) : registers.isError ? (
        <ErrorState error={registers.error} onRetry={() => void registers.refetch()} />
      ) : registers.data.length === 0 ? (
        <EmptyState title={texts.booksEmpty}>{texts.booksEmptyDetail}</EmptyState>
      ) : (
        <Books registers={registers.data} onClose={mayChange ? setClosing : null} />
      )}
      {isOpening && <OpenBookDialog onClose={() => setIsOpening(false)} />}
      {closing !== null && <CloseBookDialog register={closing} onClose={() => setClosing(null)} />}
    </Page>
  );
}

function Books({ registers, onClose }: { registers: readonly Register[]; onClose: ((register: Register) => void) | null }) {
  const thisYear = Number(today().slice(0, 4));
  return (
    <PlainTable label={texts.books} headers={[texts.year, texts.kind, texts.name, texts.lastNumber, texts.bookState, texts.action]}>
      {registers.map((register) => (
        <tr key={register.id}>
          <td className="tabular">{register.year}</td>
          <td>{texts.kinds[register.kind]}</td>
          <td>{register.name}</td>
          <td className="tabular">{register.lastNumber}</td>
          <td>{register.closedOn === null ? <Tag tone="good">{texts.isOpen}</Tag> : <Tag>{texts.closedOn(formatDate(register.closedOn))}</Tag>}</td>
          <td>
            <Group gap={4} wrap="nowrap">
              <Button component={Link} to={`/so-van-ban/${register.id}/in`} size="compact-sm" variant="default" aria-label={texts.viewBookOf(register.title)}>
                {texts.viewBook}
              </Button>
              {/* A book of the year that runs still gives numbers. */}
              {onClose !== null && register.closedOn === null && register.year < thisYear && (
                <Button size="compact-sm" variant="subtle" aria-label={texts.closeBookOf(register.title)} onClick={() => onClose(register)}>
                  {texts.closeBook}
                </Button>
              )}
            </Group>
          </td>
        </tr>
      ))}
    </PlainTable>
  );
}
