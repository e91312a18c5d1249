import { Anchor, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { holds, useUser } from '@/api/session';
import { ForbiddenPage } from '@/ui/forbidden-page';
import { Page } from '@/ui/page';
import { texts } from './texts';

const groups = [
  {
    title: texts.groups.organisation,
    entries: [
      { path: '/quan-tri/co-quan', title: texts.organisation, detail: texts.organisationDetail },
      { path: '/quan-tri/nguoi', title: texts.people, detail: texts.peopleDetail },
      { path: '/quan-tri/uy-quyen', title: texts.delegations, detail: texts.delegationsDetail },
      { path: '/quan-tri/vai-tro', title: texts.roles, detail: texts.rolesDetail },
    ],
  },
  {
    title: texts.groups.work,
    entries: [
      { path: '/quan-tri/so-van-ban', title: texts.registers, detail: texts.registersDetail, isForRegistry: true },
      { path: '/quan-tri/loai-van-ban', title: texts.types, detail: texts.typesDetail },
      { path: '/mau-van-ban', title: texts.templates, detail: texts.templatesDetail },
      { path: '/quan-tri/mau-y-kien', title: texts.phrases, detail: texts.phrasesDetail, isForRegistry: true },
      { path: '/quan-tri/lich-nghi', title: texts.calendar, detail: texts.calendarDetail },
    ],
  },
  {
    title: texts.groups.watch,
    entries: [
      { path: '/quan-tri/nhat-ky', title: texts.audit, detail: texts.auditDetail },
      { path: '/quy-trinh', title: texts.procedures, detail: texts.proceduresDetail },
    ],
  },
];

/** /quan-tri: what there is to administer. Văn thư sees what is theirs. */
export function OverviewPage() {
  const user = useUser();
  const isRegistry = holds(user, 'registry');
  if (!user.isAdministrator && !isRegistry) return <ForbiddenPage title={texts.title} who={texts.administrators} />;
  const shown = groups
    .map((group) => ({ ...group, entries: group.entries.filter((entry) => user.isAdministrator || ('isForRegistry' in entry && entry.isForRegistry)) }))
    .filter((group) => group.entries.length > 0);
  return (
    <Page title={texts.title}>
      <Text mb="md">{texts.lead}</Text>
      <Stack gap="lg">
        {shown.map((group) => (
          <section key={group.title} aria-label={group.title}>
            <Text component="h2" fw={600} mt={0} mb="xs">
              {group.title}
            </Text>
            <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }} spacing="sm">
              {group.entries.map((entry) => (
                <Paper key={entry.path} withBorder p="sm">
                  <Anchor component={Link} to={entry.path} fw={600}>
                    {entry.title}
                  </Anchor>
                  <Text c="dimmed">{entry.detail}</Text>
                </Paper>
              ))}
            </SimpleGrid>
          </section>
        ))}
      </Stack>
    </Page>
  );
}
