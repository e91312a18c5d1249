import type { RouteObject } from 'react-router';
import { AdministratorsOnly } from '@/ui/administrators-only';

/** The pages inside the shell, one line each. `lazy` makes every page a file of its own. Exactly one component is exported from a page file. */
export const pages: readonly RouteObject[] = [
  { index: true, lazy: async () => ({ Component: (await import('@/features/home/home-page')).HomePage }) },
  { path: 'quan-tri', lazy: async () => ({ Component: (await import('@/features/administration/overview-page')).OverviewPage }) },
  { path: 'quan-tri/so-van-ban', lazy: async () => ({ Component: (await import('@/features/administration/rules/registers-page')).RegistersPage }) },
  { path: 'quan-tri/mau-y-kien', lazy: async () => ({ Component: (await import('@/features/administration/rules/phrases-page')).PhrasesPage }) },
  {
    Component: AdministratorsOnly,
    children: [
      { path: 'quan-tri/co-quan', lazy: async () => ({ Component: (await import('@/features/administration/organisation/organisation-page')).OrganisationPage }) },
      { path: 'quan-tri/nguoi', lazy: async () => ({ Component: (await import('@/features/administration/people/people-page')).PeoplePage }) },
      { path: 'quan-tri/nguoi/:id', lazy: async () => ({ Component: (await import('@/features/administration/people/person-page')).PersonPage }) },
      { path: 'quan-tri/uy-quyen', lazy: async () => ({ Component: (await import('@/features/administration/rules/delegations-page')).DelegationsPage }) },
      { path: 'quan-tri/vai-tro', lazy: async () => ({ Component: (await import('@/features/administration/rules/roles-page')).RolesPage }) },
      { path: 'quan-tri/loai-van-ban', lazy: async () => ({ Component: (await import('@/features/administration/rules/types-page')).TypesPage }) },
      { path: 'quan-tri/lich-nghi', lazy: async () => ({ Component: (await import('@/features/administration/calendar/calendar-page')).CalendarPage }) },
      { path: 'quan-tri/nhat-ky', lazy: async () => ({ Component: (await import('@/features/administration/audit/audit-page')).AuditPage }) },
      { path: 'quy-trinh', lazy: async () => ({ Component: (await import('@/features/procedures/definitions-page')).DefinitionsPage }) },
      { path: 'quy-trinh/dinh-nghia/:definitionId/:version', lazy: async () => ({ Component: (await import('@/features/procedures/definition-page')).DefinitionPage }) },
      { path: 'quy-trinh/luot-chay', lazy: async () => ({ Component: (await import('@/features/procedures/instances-page')).InstancesPage }) },
      { path: 'quy-trinh/luot-chay/:id', lazy: async () => ({ Component: (await import('@/features/procedures/instance-page')).InstancePage }) },
      { path: 'quy-trinh/su-co', lazy: async () => ({ Component: (await import('@/features/procedures/incidents-page')).IncidentsPage }) },
    ],
  },
];
