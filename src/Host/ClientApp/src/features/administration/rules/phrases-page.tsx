import { Button, Group, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { command, read } from '@/api/client';
import type { components } from '@/api/schema';
import { holds, useUser, type User } from '@/api/session';
import { choiceParam } from '@/lib/url-state';
import { EmptyState } from '@/ui/empty-state';
import { FieldsDialog } from '@/ui/fields-dialog';
import { Loaded } from '@/ui/loaded';
import { PlainTable } from '@/ui/plain-table';
import { useUrlState } from '@/ui/use-url-state';
import { versionOf } from '../api/organisation';
import { AdminPage } from '../components/admin-page';
import { texts as all } from './texts';

type Phrase = components['schemas']['PhraseRow'];
type Asked = { kind: 'add' } | { kind: 'edit' | 'remove'; row: Phrase };
const texts = all.phrases;
const shape = { khi: choiceParam(['approve', 'return', 'reject', 'instruct', 'opinion', 'extension'], 'approve') };
const mayKeep = (user: User) => holds(user, 'registry') || user.positions.some((position) => position.code === 'chanh-van-phong');

/** /quan-tri/mau-y-kien: the sentences that the agency offers its people. */
export function PhrasesPage() {
  const user = useUser();
  const hasAgency = user.positions.length > 0;
  const [state, change] = useUrlState(shape);
  const [asked, setAsked] = useState<Asked | null>(null);
  const phrases = useQuery({ queryKey: ['phrases', state.khi], queryFn: ({ signal }) => read('/api/phrases', { query: { kind: state.khi }, signal }), enabled: hasAgency });
  return (
    <AdminPage title={texts.title} who={texts.who} isAlsoFor={mayKeep} actions={hasAgency && <Button onClick={() => setAsked({ kind: 'add' })}>{texts.add}</Button>}>
      {hasAgency ? (
        <>
          <div style={{ overflowX: 'auto' }}>
            <SegmentedControl aria-label={texts.kind} mb="sm" data={Object.entries(texts.kinds).map(([value, label]) => ({ value, label }))} value={state.khi} onChange={(khi) => change({ khi: khi as typeof state.khi })} />
          </div>
          <Loaded query={phrases}>
            {(found) =>
              found.shared.length === 0 ? (
                <EmptyState title={texts.none}>{texts.noneDetail}</EmptyState>
              ) : (
                <PlainTable label={texts.title} headers={[texts.order, texts.text, texts.actions]}>
                  {found.shared.map((row) => (
                    <tr key={row.id}>
                      <td className="tabular">{row.order}</td>
                      <td>{row.text}</td>
                      <td>
                        <Group gap="xs" wrap="nowrap">
                          <Button size="compact-sm" variant="default" onClick={() => setAsked({ kind: 'edit', row })}>
                            {texts.edit}
                          </Button>
                          <Button size="compact-sm" variant="default" onClick={() => setAsked({ kind: 'remove', row })}>
                            {texts.remove}
                          </Button>
                        </Group>
                      </td>
                    </tr>
                  ))}
                </PlainTable>
              )
            }
          </Loaded>
        </>
      ) : (
        <EmptyState title={texts.noAgency}>{texts.noAgencyDetail}</EmptyState>
      )}
      {asked !== null && <PhraseDialog asked={asked} kind={state.khi} onClose={() => setAsked(null)} />}
    </AdminPage>
  );
}

function PhraseDialog({ asked, kind, onClose }: { asked: Asked; kind: string; onClose: () => void }) {
  const common = { changes: [['phrases']], onClose };
  if (asked.kind === 'remove')
    return (
      <FieldsDialog
        {...common}
        title={texts.removeTitle(asked.row.text)}
        verb={texts.remove}
        isDangerous
        note={texts.removeNote}
        fields={[]}
        run={(_, sent) => command('delete', '/api/phrases/{id}', { path: { id: asked.row.id }, key: sent, ifMatch: versionOf(asked.row) })}
        done={() => texts.removed}
      />
    );
  const fields = [
    { name: 'text', label: texts.text, kind: 'area' as const, isRequired: true },
    { name: 'order', label: texts.order, kind: 'number' as const, isRequired: true },
  ];
  if (asked.kind === 'add')
    return (
      <FieldsDialog
        {...common}
        title={texts.add}
        verb={texts.add}
        initial={{ order: '10' }}
        fields={fields}
        run={(given, sent) => command('post', '/api/phrases', { body: { kind, text: given.text, order: Number(given.order) }, key: sent })}
        done={() => texts.added}
      />
    );
  const { row } = asked;
  return (
    <FieldsDialog
      {...common}
      title={texts.edit}
      verb={texts.save}
      initial={{ text: row.text, order: String(row.order) }}
      fields={fields}
      run={(given, sent) => command('put', '/api/phrases/{id}', { path: { id: row.id }, body: { text: given.text, order: Number(given.order) }, key: sent, ifMatch: versionOf(row) })}
      done={() => texts.saved}
    />
  );
}
