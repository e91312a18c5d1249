import { Checkbox, Group, Select, Text, VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { read } from '@/api/client';
import type { components } from '@/api/schema';
import { flagParam, optionalParam } from '@/lib/url-state';
import { EmptyState } from '@/ui/empty-state';
import { Loaded } from '@/ui/loaded';
import { PlainTable } from '@/ui/plain-table';
import { texts as uiTexts } from '@/ui/texts';
import { useUrlState } from '@/ui/use-url-state';
import { AdminPage } from '../components/admin-page';
import { texts as all } from './texts';

type Matrix = components['schemas']['RoleMatrix'];
type Row = Matrix['rows'][number];
const texts = all.roles;
const shape = { nhom: optionalParam(), rieng: flagParam() };

/** /quan-tri/vai-tro: which position may do what, as the server enforces it. */
export function RolesPage() {
  const [state, change] = useUrlState(shape);
  const roles = useQuery({ queryKey: ['roles'], queryFn: ({ signal }) => read('/api/roles', { signal }) });
  return (
    <AdminPage title={texts.title} isWide>
      <Text mb="sm" maw={900}>
        {texts.lead}
      </Text>
      <Loaded query={roles}>
        {(matrix) => (
          <>
            <Group align="flex-end" mb="sm">
              <Select label={texts.group} placeholder={uiTexts.all} clearable clearButtonProps={{ 'aria-label': uiTexts.clearOf(texts.group) }} data={[...new Set(matrix.rows.map((row) => row.group))]} value={state.nhom} onChange={(nhom) => change({ nhom })} />
              <Checkbox label={texts.onlyNarrow} checked={state.rieng} onChange={(event) => change({ rieng: event.currentTarget.checked })} mb={8} />
            </Group>
            <MatrixTable matrix={matrix} rows={matrix.rows.filter((row) => (state.nhom === null || row.group === state.nhom) && (!state.rieng || row.level === 'position' || row.level === 'administrator'))} />
          </>
        )}
      </Loaded>
    </AdminPage>
  );
}

function MatrixTable({ matrix, rows }: { matrix: Matrix; rows: readonly Row[] }) {
  if (rows.length === 0) return <EmptyState title={texts.none}>{texts.noneDetail}</EmptyState>;
  return (
    <PlainTable label={texts.title} headers={[texts.group, texts.operation, texts.administrator, ...matrix.columns.map((column) => column.title)]}>
      {rows.map((row) => (
        <tr key={row.operation}>
          <td>{row.group}</td>
          <td>{row.summary}</td>
          <Mark isOn={row.level === 'administrator' || row.level === 'session' || row.level === 'anyone'} />
          {matrix.columns.map((column) => (
            <Mark key={column.positionCode} isOn={row.level === 'anyone' || row.level === 'session' || row.level === 'appointment' || row.positionCodes.includes(column.positionCode)} />
          ))}
        </tr>
      ))}
    </PlainTable>
  );
}

function Mark({ isOn }: { isOn: boolean }) {
  return (
    <td data-is-empty={!isOn || undefined}>
      {isOn && <IconCheck size={16} aria-hidden color="var(--lt-good-text)" />}
      <VisuallyHidden>{isOn ? texts.may : texts.mayNot}</VisuallyHidden>
    </td>
  );
}
