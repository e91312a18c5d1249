import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { command, readVersioned } from '@/api/client';
import { hasCode } from '@/api/errors';
import { useCommand } from '@/api/use-command';
import { formatDate, today } from '@/lib/dates';
import { weekdayOf } from '@/lib/days';
import { numberParam } from '@/lib/url-state';
import { EmptyState } from '@/ui/empty-state';
import { Loaded } from '@/ui/loaded';
import { PlainTable } from '@/ui/plain-table';
import { Tag } from '@/ui/tag';
import { useUrlState } from '@/ui/use-url-state';
import { AdminPage } from '../components/admin-page';
import type { CalendarDay, CalendarYear } from './calendar';
import { CalendarDialog, type Asked } from './calendar-dialogs';
import { MonthGrid } from './month-grid';
import classes from './month-grid.module.css';
import { texts } from './texts';

/** What one has seen of a year without a table. */
const unseen = '"0"';
const shape = { nam: numberParam(0) };
const tones = { holiday: 'late', makeUpWorkday: 'good', halfDay: 'warn' } as const;

/** /quan-tri/lich-nghi: the working calendar, year by year. */
export function CalendarPage() {
  const [state, change] = useUrlState(shape);
  const [asked, setAsked] = useState<Asked | null>(null);
  const year = state.nam === 0 ? Number(today().slice(0, 4)) : state.nam;
  const table = useQuery({ queryKey: ['calendar', year, 'table'], queryFn: ({ signal }) => readVersioned('/api/calendar/{year}', { path: { year }, signal }) });
  return (
    <AdminPage
      title={`${texts.title} ${year}`}
      actions={
        <Group gap={4}>
          <ActionIcon variant="default" size={36} aria-label={texts.previous} onClick={() => change({ nam: year - 1 })}>
            <IconChevronLeft size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon variant="default" size={36} aria-label={texts.next} onClick={() => change({ nam: year + 1 })}>
            <IconChevronRight size={16} aria-hidden />
          </ActionIcon>
        </Group>
      }
    >
      {hasCode(table.error, 'calendar.not-found') ? <MissingYear year={year} /> : <Loaded query={table}>{({ data }) => <Year table={data} onAsk={setAsked} />}</Loaded>}
      {asked !== null && table.data !== undefined && <CalendarDialog asked={asked} table={table.data.data} etag={table.data.etag ?? ''} onClose={() => setAsked(null)} />}
    </AdminPage>
  );
}

function MissingYear({ year }: { year: number }) {
  const create = useCommand({
    run: (wanted: number, key) => command('put', '/api/calendar/{year}', { path: { year: wanted }, body: { provisional: true, days: [], note: null, reason: texts.create(wanted) }, key, ifMatch: unseen }),
    changes: [['calendar']],
  });
  return (
    <EmptyState
      title={texts.missing(year)}
      action={
        <Button mt="sm" loading={create.isPending} onClick={() => create.mutate(year)}>
          {texts.create(year)}
        </Button>
      }
    >
      {texts.missingDetail}
    </EmptyState>
  );
}

function Year({ table, onAsk }: { table: CalendarYear; onAsk: (asked: Asked) => void }) {
  const listed = new Map(table.days.map((day) => [day.date, day]));
  return (
    <>
      <Group mb="sm" gap="xs">
        <Tag tone={table.provisional ? 'warn' : 'good'}>{table.provisional ? texts.provisional : texts.final}</Tag>
        {table.note !== null && <Text c="dimmed">{table.note}</Text>}
      </Group>
      <Group mb="md" gap="xs">
        <Button onClick={() => onAsk({ kind: 'day', day: null })}>{texts.addDay}</Button>
        <Button variant="default" onClick={() => onAsk({ kind: 'swap' })}>
          {texts.swap}
        </Button>
        <Button variant="default" onClick={() => onAsk({ kind: 'standing' })}>
          {table.provisional ? texts.makeFinal : texts.makeProvisional}
        </Button>
      </Group>
      <div className={classes.months}>
        {Array.from({ length: 12 }, (_, index) => (
          <MonthGrid key={index} year={table.year} month={index + 1} listed={listed} onPick={(day) => onAsk({ kind: 'day', day })} />
        ))}
      </div>
      <Text component="h2" fw={600} mb="xs">
        {texts.listed(table.year)}
      </Text>
      {table.days.length === 0 ? <Text c="dimmed">{texts.noneListed}</Text> : <ListedDays days={table.days} year={table.year} onAsk={onAsk} />}
    </>
  );
}

function ListedDays({ days, year, onAsk }: { days: readonly CalendarDay[]; year: number; onAsk: (asked: Asked) => void }) {
  return (
    <PlainTable label={texts.listed(year)} headers={[texts.day, texts.kind, texts.name, texts.source, texts.actions]}>
      {days.map((day) => (
        <tr key={day.date}>
          <td className="tabular">
            {texts.weekdayNames[weekdayOf(day.date) - 1]}, {formatDate(day.date)}
          </td>
          <td>
            <Tag tone={tones[day.kind]}>{texts.kinds[day.kind]}</Tag>
          </td>
          <td>{day.name}</td>
          <td>{day.source ?? <Text c="dimmed">{texts.noSource}</Text>}</td>
          <td>
            <Group gap="xs" wrap="nowrap">
              <Button size="compact-sm" variant="default" onClick={() => onAsk({ kind: 'day', day: day.date })}>
                {texts.edit}
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => onAsk({ kind: 'remove', day })}>
                {texts.remove}
              </Button>
            </Group>
          </td>
        </tr>
      ))}
    </PlainTable>
  );
}
