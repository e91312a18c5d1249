import { Button, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { command, read } from '@/api/client';
import type { components } from '@/api/schema';
import { useUser } from '@/api/session';
import { optionalParam } from '@/lib/url-state';
import { FieldsDialog } from '@/ui/fields-dialog';
import { Loaded } from '@/ui/loaded';
import { PlainTable } from '@/ui/plain-table';
import { Tag } from '@/ui/tag';
import { texts as uiTexts } from '@/ui/texts';
import { useUrlState } from '@/ui/use-url-state';
import { agenciesQuery } from '../api/organisation';
import { AdminPage } from '../components/admin-page';
import { texts as all } from './texts';

type TypeRow = components['schemas']['DocumentTypeRow'];
const texts = all.types;
const shape = { 'co-quan': optionalParam() };

/** /quan-tri/loai-van-ban: what the forms offer for each type of document. */
export function TypesPage() {
  const user = useUser();
  const [state, change] = useUrlState(shape);
  const [editing, setEditing] = useState<TypeRow | null>(null);
  const agencies = useQuery(agenciesQuery(null));
  const agencyId = state['co-quan'] ?? user.agencyId ?? agencies.data?.[0]?.id ?? null;
  const types = useQuery({ queryKey: ['document-types', agencyId], queryFn: ({ signal }) => read('/api/document-types', { query: { agencyId: agencyId ?? undefined }, signal }), enabled: agencyId !== null });
  return (
    <AdminPage title={texts.title}>
      <Select label={texts.agency} searchable nothingFoundMessage={uiTexts.nothingFound} data={(agencies.data ?? []).map((agency) => ({ value: agency.id, label: agency.name }))} value={agencyId} onChange={(id) => change({ 'co-quan': id })} mb="sm" maw={480} />
      <Text c="dimmed" mb="sm">
        {texts.note}
      </Text>
      <Loaded query={types}>
        {(rows) => (
          <PlainTable label={texts.title} headers={[texts.code, texts.name, texts.used, texts.register, texts.days, texts.edit]}>
            {rows.map((row) => (
              <tr key={row.code}>
                <td>{row.code}</td>
                <td>{row.name}</td>
                <td>{row.used ? <Tag tone="good">{texts.yes}</Tag> : <Tag>{texts.no}</Tag>}</td>
                <td>{row.registerName ?? texts.usual}</td>
                <td className="tabular">{row.daysToAnswer ?? texts.noDays}</td>
                <td>
                  <Button size="compact-sm" variant="default" aria-label={texts.editTitle(row.name)} onClick={() => setEditing(row)}>
                    {texts.edit}
                  </Button>
                </td>
              </tr>
            ))}
          </PlainTable>
        )}
      </Loaded>
      {editing !== null && (
        <FieldsDialog
          title={texts.editTitle(editing.name)}
          verb={texts.save}
          initial={{ used: editing.used ? '1' : '', register: editing.registerName ?? '', days: editing.daysToAnswer === null ? '' : String(editing.daysToAnswer) }}
          fields={[
            { name: 'used', label: texts.used, kind: 'flag' },
            { name: 'register', label: texts.register, hint: texts.registerHint },
            { name: 'days', label: texts.days, kind: 'number' },
          ]}
          run={(given) =>
            command('put', '/api/document-types/{code}', {
              path: { code: editing.code },
              query: { agencyId: agencyId ?? '' },
              body: { used: given.used === '1', registerName: given.register || null, daysToAnswer: given.days ? Number(given.days) : null },
            })
          }
          changes={[['document-types']]}
          done={() => texts.saved(editing.name)}
          onClose={() => setEditing(null)}
        />
      )}
    </AdminPage>
  );
}
