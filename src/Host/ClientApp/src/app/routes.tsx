import type { RouteObject } from 'react-router';
import { AdministratorsOnly } from '@/ui/administrators-only';

/** The pages inside the shell, one line each. `lazy` makes every page a file of its own. Exactly one component is exported from a page file. */
export const pages: readonly RouteObject[] = [
  { index: true, lazy: async () => ({ Component: (await import('@/features/home/home-page')).HomePage }) },
  { path: 'ho-so/:id', lazy: async () => ({ Component: (await import('@/features/dossiers/dossier-page')).DossierPage }) },
  { path: 'tai-khoan', lazy: async () => ({ Component: (await import('@/features/account/account-page')).AccountPage }) },
  { path: 'thong-bao', lazy: async () => ({ Component: (await import('@/features/notices/notices-page')).NoticesPage }) },
  { path: 'hop-viec/:id?', lazy: async () => ({ Component: (await import('@/features/inbox/inbox-page')).InboxPage }) },
  { path: 'van-ban-den', lazy: async () => ({ Component: (await import('@/features/registers/incoming-page')).IncomingPage }) },
  { path: 'van-ban-di', lazy: async () => ({ Component: (await import('@/features/registers/outgoing-page')).OutgoingPage }) },
  { path: 'so-van-ban', lazy: async () => ({ Component: (await import('@/features/registers/registers-page')).RegistersPage }) },
  { path: 'so-van-ban/:id/in', lazy: async () => ({ Component: (await import('@/features/registers/book-page')).BookPage }) },
  { path: 'tim-kiem', lazy: async () => ({ Component: (await import('@/features/search/search-page')).SearchPage }) },
  { path: 'nhiem-vu', lazy: async () => ({ Component: (await import('@/features/assignments/assignments-page')).AssignmentsPage }) },
  { path: 'bao-cao', lazy: async () => ({ Component: (await import('@/features/statistics/statistics-page')).StatisticsPage }) },
  { path: 'quan-tri', lazy: async () => ({ Component: (await import('@/features/administration/overview-page')).OverviewPage }) },
  { path: 'quan-tri/so-van-ban', lazy: async () => ({ Component: (await import('@/features/administration/rules/registers-page')).RegistersPage }) },
  { path: 'quan-tri/mau-y-kien', lazy: async () => ({ Component: (await import('@/features/administration/rules/phrases-page')).PhrasesPage }) },
  { path: 'soan-thao/:workItemId', lazy: async () => ({ Component: (await import('@/features/documents/drafting-page')).DraftingPage }) },
  { path: 'van-ban/:id/so-sanh', lazy: async () => ({ Component: (await import('@/features/documents/comparing-page')).ComparingPage }) },
  { path: 'mau-van-ban', lazy: async () => ({ Component: (await import('@/features/documents/templates-page')).TemplatesPage }) },
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
