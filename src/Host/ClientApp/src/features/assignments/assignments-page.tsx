import { Button, NativeSelect, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { agencyQuery } from '@/api/organisation';
import { useUser } from '@/api/session';
import { usePages } from '@/api/use-pages';
import { choiceParam, textParam } from '@/lib/url-state';
import { EmptyState } from '@/ui/empty-state';
import { FilterBar } from '@/ui/filter-bar';
import { Page } from '@/ui/page';
import { PagedList } from '@/ui/paged-list';
import { SearchField } from '@/ui/search-field';
import { useUrlState } from '@/ui/use-url-state';
import { listAssignments } from './api/list-assignments';
import { columns } from './components/assignment-columns';
import { texts } from './texts';

const anyOf = (labels: Record<string, string>) => choiceParam(['', ...Object.keys(labels)], '');
const shape = { trangThai: choiceParam(['', ...Object.keys(texts.states)], 'open'), vaiTro: anyOf(texts.roles), han: anyOf(texts.dues), donVi: textParam(), tim: textParam() };
const cleared = { trangThai: '', vaiTro: '', han: '', donVi: '', tim: '' };

/** What leaders asked of the units by their bút phê. */
export function AssignmentsPage() {
  const { agencyId } = useUser();
  const [{ trangThai, vaiTro, han, donVi, tim }, change] = useUrlState(shape);
  const navigate = useNavigate();
  const units = useQuery({ ...agencyQuery(agencyId ?? ''), enabled: agencyId !== null }).data?.units ?? [];
  const filter = { state: trangThai, role: vaiTro, due: han, unitId: donVi, text: tim };
  const pages = usePages(['assignments', filter], listAssignments(filter));
  const isNarrowed = Object.values(filter).some((value) => value !== '');
  return (
    <Page title={texts.title} isWide>
      <FilterBar label={texts.filters}>
        <Choice label={texts.state} all={texts.allStates} labels={texts.states} value={trangThai} onChange={(next) => change({ trangThai: next })} />
        <Choice label={texts.role} all={texts.allRoles} labels={texts.roles} value={vaiTro} onChange={(next) => change({ vaiTro: next })} />
        <Choice label={texts.due} all={texts.allDues} labels={texts.dues} value={han} onChange={(next) => change({ han: next })} />
        <Choice label={texts.unit} all={texts.allUnits} labels={Object.fromEntries(units.map((unit) => [unit.id, unit.name]))} value={donVi} onChange={(next) => change({ donVi: next })} />
        <SearchField label={texts.find} value={tim} onChange={(next) => change({ tim: next })} />
        <Text c="dimmed" className="tabular" role="status">
          {texts.count(pages.total)}
        </Text>
      </FilterBar>
      <PagedList
        pages={pages}
        label={texts.title}
        columns={columns}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate(`/ho-so/${row.dossierId}`)}
        empty={
          isNarrowed ? (
            <EmptyState
              title={texts.filteredTitle}
              action={
                <Button variant="default" mt="xs" onClick={() => change(cleared)}>
                  {texts.clearFilters}
                </Button>
              }
            >
              {texts.filtered}
            </EmptyState>
          ) : (
            <EmptyState title={texts.emptyTitle}>{texts.empty}</EmptyState>
          )
        }
      />
    </Page>
  );
}

function Choice({ label, all, labels, value, onChange }: { label: string; all: string; labels: Record<string, string>; value: string; onChange: (value: string) => void }) {
  return <NativeSelect aria-label={label} value={value} data={[{ value: '', label: all }, ...Object.entries(labels).map(([code, text]) => ({ value: code, label: text }))]} onChange={(event) => onChange(event.currentTarget.value)} />;
}
