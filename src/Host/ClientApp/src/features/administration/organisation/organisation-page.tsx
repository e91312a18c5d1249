import { Button, Group, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useUser } from '@/api/session';
import { optionalParam } from '@/lib/url-state';
import { DateField } from '@/ui/date-field';
import { EmptyState } from '@/ui/empty-state';
import { Loaded } from '@/ui/loaded';
import { texts as uiTexts } from '@/ui/texts';
import { useUrlState } from '@/ui/use-url-state';
import { agenciesQuery, agencyQuery } from '../api/organisation';
import { AdminPage } from '../components/admin-page';
import { OrganisationDialog, type Asked } from './organisation-dialogs';
import { OrganisationTree } from './organisation-tree';
import { texts } from './texts';

const shape = { 'co-quan': optionalParam(), ngay: optionalParam() };

/** /quan-tri/co-quan: agencies with their units and positions on a day. */
export function OrganisationPage() {
  const user = useUser();
  const [state, change] = useUrlState(shape);
  const [asked, setAsked] = useState<Asked | null>(null);
  const agencies = useQuery(agenciesQuery(state.ngay));
  const agencyId = state['co-quan'] ?? user.agencyId ?? agencies.data?.[0]?.id ?? null;
  const detail = useQuery({ ...agencyQuery(agencyId ?? '', state.ngay), enabled: agencyId !== null });
  return (
    <AdminPage title={texts.title} actions={<Button onClick={() => setAsked({ kind: 'add-agency' })}>{texts.addAgency}</Button>}>
      <Loaded query={agencies}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState title={texts.none}>{texts.noneDetail}</EmptyState>
          ) : (
            <>
              <Group align="flex-start" mb="sm" grow preventGrowOverflow={false}>
                <Select
                  label={texts.agency}
                  searchable
                  nothingFoundMessage={uiTexts.nothingFound}
                  data={list.map((agency) => ({ value: agency.id, label: agency.name }))}
                  value={agencyId}
                  onChange={(id) => change({ 'co-quan': id })}
                />
                <DateField label={texts.on} value={state.ngay ?? ''} onChange={(ngay) => change({ ngay: ngay || null })} />
              </Group>
              {agencyId === null ? <EmptyState title={texts.choose}>{texts.chooseDetail}</EmptyState> : <Loaded query={detail}>{(data) => <OrganisationTree detail={data} onAsk={setAsked} />}</Loaded>}
            </>
          )
        }
      </Loaded>
      {asked !== null && <OrganisationDialog asked={asked} agencies={agencies.data ?? []} detail={detail.data} onAgencyAdded={(id) => change({ 'co-quan': id })} onClose={() => setAsked(null)} />}
    </AdminPage>
  );
}
