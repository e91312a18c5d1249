import { queryOptions } from '@tanstack/react-query';
import { read } from '@/api/client';
import type { components } from '@/api/schema';
import type { PositionKind } from '@/api/session';

type Described = components['schemas']['AgencyDetail'];

/** A position of an agency with who holds it. The description of the API has one name for this and for the positions of the session, so its own parts are named here. */
export interface AgencyPosition {
  id: string;
  code: string;
  title: string;
  kind: PositionKind;
  unitId: string | null;
  holders: { personId: string; fullName: string; primary: boolean }[];
}

export interface AgencyDetail {
  agency: Described['agency'];
  units: Described['units'];
  positions: AgencyPosition[];
}
export type AgencyView = components['schemas']['AgencyView'];

const rarely = 5 * 60_000;

/** Units, positions and who holds them. Only of one's own agency, unless one is an administrator. */
export const agencyQuery = (agencyId: string | null) =>
  queryOptions({
    queryKey: ['organisation', 'agency', agencyId],
    queryFn: async ({ signal }) => (await read('/api/organisation/agencies/{id}', { path: { id: agencyId ?? '' }, signal })) as unknown as AgencyDetail,
    enabled: agencyId !== null,
    staleTime: rarely,
  });

export const agenciesQuery = queryOptions({
  queryKey: ['organisation', 'agencies'],
  queryFn: ({ signal }) => read('/api/organisation/agencies', { signal }),
  staleTime: rarely,
});
