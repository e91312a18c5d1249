import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { command, read } from '@/api/client';
import type { components } from '@/api/schema';
import { holds, useUser } from '@/api/session';
import { formatDate, today } from '@/lib/dates';
import { EmptyState } from '@/ui/empty-state';
import { FieldsDialog } from '@/ui/fields-dialog';
import { Loaded } from '@/ui/loaded';
import { PlainTable } from '@/ui/plain-table';
import { Tag } from '@/ui/tag';
import { versionOf } from '../api/organisation';
import { AdminPage } from '../components/admin-page';
import { texts as all } from './texts';

type Register = components['schemas']['RegisterView'];
type Asked = { kind: 'open' } | { kind: 'close' | 'cancel'; row: Register };
const texts = all.registers;
const key = ['registers'];

/** /quan-tri/so-van-ban: the books of the agency, kept by văn thư. */
export function RegistersPage() {
  const user = useUser();
  const isClerk = holds(user, 'registry');
  const [asked, setAsked] = useState<Asked | null>(null);
  const registers = useQuery({ queryKey: key, queryFn: ({ signal }) => read('/api/registers', { signal }), enabled: isClerk });
  return (
    <AdminPage title={texts.title} who={texts.who} isAlsoFor={(person) => holds(person, 'registry')} actions={isClerk && <Button onClick={() => setAsked({ kind: 'open' })}>{texts.open}</Button>}>
      {isClerk ? (
        <Loaded query={registers}>
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState title={texts.none}>{texts.noneDetail}</EmptyState>
            ) : (
              <PlainTable label={texts.title} headers={[texts.year, texts.kind, texts.name, texts.lastNumber, texts.state, texts.actions]}>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <td className="tabular">{row.year}</td>
                    <td>{texts.kinds[row.kind]}</td>
                    <td>{row.name}</td>
                    <td className="tabular">{row.lastNumber}</td>
                    <td>{row.closedOn === null ? <Tag tone="good">{texts.isOpen}</Tag> : <Tag>{texts.closedOn(formatDate(row.closedOn))}</Tag>}</td>
                    <td>
                      <Group gap="xs" wrap="nowrap">
                        {row.closedOn === null && (
                          <Button size="compact-sm" variant="default" onClick={() => setAsked({ kind: 'close', row })}>
                            {texts.close}
                          </Button>
                        )}
                        {row.lastNumber > 0 && (
                          <Button size="compact-sm" variant="default" onClick={() => setAsked({ kind: 'cancel', row })}>
                            {texts.cancel}
                          </Button>
                        )}
                      </Group>
                    </td>
                  </tr>
                ))}
              </PlainTable>
            )
          }
        </Loaded>
      ) : (
        <EmptyState title={texts.notClerk}>{texts.notClerkDetail}</EmptyState>
      )}
      {asked !== null && <RegisterDialog asked={asked} onClose={() => setAsked(null)} />}
    </AdminPage>
  );
}

function RegisterDialog({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const common = { changes: [key], onClose };
  if (asked.kind === 'open')
    return (
      <FieldsDialog
        {...common}
        title={texts.openTitle}
        verb={texts.open}
        initial={{ kind: 'incoming', year: today().slice(0, 4) }}
        fields={[
          { name: 'kind', label: texts.kind, kind: 'choice', isRequired: true, choices: Object.entries(texts.kinds).map(([value, label]) => ({ value, label })) },
          { name: 'year', label: texts.year, kind: 'number', isRequired: true },
          { name: 'name', label: texts.name, hint: texts.nameHint },
        ]}
        run={(given, sent) => command('post', '/api/registers', { body: { kind: given.kind as Register['kind'], year: Number(given.year), name: given.name || null }, key: sent })}
        done={() => texts.opened}
      />
    );
  const { row } = asked;
  if (asked.kind === 'close')
    return (
      <FieldsDialog
        {...common}
        title={texts.closeTitle(row.title)}
        verb={texts.close}
        isDangerous
        note={texts.closeNote}
        fields={[]}
        run={(_, sent) => command('post', '/api/registers/{id}/close', { path: { id: row.id }, key: sent, ifMatch: versionOf(row) })}
        done={() => texts.closed(row.title)}
      />
    );
  return (
    <FieldsDialog
      {...common}
      title={texts.cancelTitle(row.title)}
      verb={texts.cancel}
      isDangerous
      note={texts.cancelNote}
      fields={[
        { name: 'number', label: texts.number, kind: 'number', isRequired: true },
        { name: 'reason', label: texts.reason, kind: 'area', isRequired: true },
      ]}
      run={(given, sent) => command('post', '/api/registers/{id}/numbers/{number}/cancel', { path: { id: row.id, number: Number(given.number) }, body: { reason: given.reason }, key: sent })}
      done={(given) => texts.cancelled(given.number ?? '', row.title)}
    />
  );
}
