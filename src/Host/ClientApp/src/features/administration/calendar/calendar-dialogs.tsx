import { command } from '@/api/client';
import { formatDate } from '@/lib/dates';
import { FieldsDialog, type Field, type Values } from '@/ui/fields-dialog';
import { withDays, type CalendarDay, type CalendarYear } from './calendar';
import { texts } from './texts';

export type Asked = { kind: 'day'; day: string | null } | { kind: 'swap' } | { kind: 'remove'; day: CalendarDay } | { kind: 'standing' };

const reason: Field = { name: 'reason', label: texts.reason, kind: 'area', isRequired: true };
const source: Field = { name: 'source', label: texts.source, hint: texts.sourceHint };

/** Every change of the year's table; each is saved at once, with its reason. */
export function CalendarDialog({ asked, table, etag, onClose }: { asked: Asked; table: CalendarYear; etag: string; onClose: () => void }) {
  const save = (change: Partial<CalendarYear>, given: Values, key: string) =>
    command('put', '/api/calendar/{year}', {
      path: { year: table.year },
      body: { provisional: change.provisional ?? table.provisional, days: change.days ?? table.days, note: table.note, reason: given.reason ?? '' },
      key,
      ifMatch: etag,
    });
  const common = { changes: [['calendar']], done: () => texts.saved(table.year), note: texts.effect, onClose };
  switch (asked.kind) {
    case 'day': {
      const listed = table.days.find((day) => day.date === asked.day);
      return (
        <FieldsDialog
          {...common}
          title={asked.day === null ? texts.addDay : texts.dayTitle(formatDate(asked.day))}
          verb={texts.save}
          initial={{ date: asked.day ?? '', kind: listed?.kind ?? 'holiday', name: listed?.name ?? '', source: listed?.source ?? '' }}
          fields={[
            { name: 'date', label: texts.day, kind: 'day', isRequired: true },
            { name: 'kind', label: texts.kind, kind: 'choice', isRequired: true, choices: Object.entries(texts.kinds).map(([value, label]) => ({ value, label })) },
            { name: 'name', label: texts.name, hint: texts.nameHint, isRequired: true },
            source,
            reason,
          ]}
          run={(given, key) => {
            const next: CalendarDay = { date: given.date ?? '', kind: given.kind as CalendarDay['kind'], name: given.name ?? '', source: given.source || null };
            return save({ days: withDays(table.days.filter((day) => day.date !== asked.day), next) }, given, key);
          }}
        />
      );
    }
    case 'swap':
      return (
        <FieldsDialog
          {...common}
          title={texts.swap}
          verb={texts.save}
          fields={[
            { name: 'off', label: texts.off, kind: 'day', isRequired: true },
            { name: 'makeUp', label: texts.makeUp, hint: texts.makeUpHint, kind: 'day', isRequired: true },
            { ...source, isRequired: true },
            reason,
          ]}
          run={(given, key) => {
            const { off = '', makeUp = '' } = given;
            const pair: CalendarDay[] = [
              { date: off, kind: 'holiday', name: `Nghỉ hoán đổi, làm bù ngày ${formatDate(makeUp)}`, source: given.source ?? null },
              { date: makeUp, kind: 'makeUpWorkday', name: `Làm bù cho ngày ${formatDate(off)}`, source: given.source ?? null },
            ];
            return save({ days: withDays(table.days, ...pair) }, given, key);
          }}
        />
      );
    case 'remove':
      return (
        <FieldsDialog
          {...common}
          title={texts.removeTitle(formatDate(asked.day.date), asked.day.name)}
          verb={texts.remove}
          isDangerous
          fields={[reason]}
          run={(given, key) => save({ days: table.days.filter((day) => day.date !== asked.day.date) }, given, key)}
        />
      );
    case 'standing': {
      const verb = table.provisional ? texts.makeFinal : texts.makeProvisional;
      return <FieldsDialog {...common} title={`${verb}: ${texts.title} ${table.year}?`} verb={verb} fields={[reason]} run={(given, key) => save({ provisional: !table.provisional }, given, key)} />;
    }
  }
}
