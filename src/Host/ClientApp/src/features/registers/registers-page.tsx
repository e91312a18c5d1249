import { Button, Group, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { holds, useUser } from '@/api/session';
import { formatDate, today } from '@/lib/dates';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { Page } from '@/ui/page';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { registersQuery, type Register } from './api/registers';
import { CloseBookDialog, OpenBookDialog } from './components/book-dialogs';
import classes from './components/books.module.css';
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
    // The scrolled part can be reached by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.scroll} role="region" aria-label={texts.books} tabIndex={0}>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{texts.year}</Table.Th>
            <Table.Th>{texts.kind}</Table.Th>
            <Table.Th>{texts.name}</Table.Th>
            <Table.Th ta="end">{texts.lastNumber}</Table.Th>
            <Table.Th>{texts.bookState}</Table.Th>
            <Table.Th>{texts.action}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {registers.map((register) => (
            <Table.Tr key={register.id}>
              <Table.Td className="tabular">{register.year}</Table.Td>
              <Table.Td>{texts.kinds[register.kind]}</Table.Td>
              <Table.Td>{register.name}</Table.Td>
              <Table.Td ta="end" className="tabular">
                {register.lastNumber}
              </Table.Td>
              <Table.Td>
                <Text c={register.closedOn === null ? undefined : 'dimmed'}>{register.closedOn === null ? texts.isOpen : texts.closedOn(formatDate(register.closedOn))}</Text>
              </Table.Td>
              <Table.Td>
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
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
