import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useUser } from '@/api/session';
import { useCommand } from '@/api/use-command';
import { optionalParam } from '@/lib/url-state';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { Page } from '@/ui/page';
import { PagedTable, type Column } from '@/ui/paged-table';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { showToast } from '@/ui/toasts';
import { useUrlState } from '@/ui/use-url-state';
import { retireTemplate, templatesQuery, type TemplateRow } from './api/templates';
import { TemplateDialog } from './components/template-dialog';
import { templateTexts as texts } from './template-texts';

const shape = { mau: optionalParam() };
/** In the address when a new template is being written. */
const fresh = 'moi';

/** Templates of documents: to look at for everybody, to change for administrators and the head of the office. */
export function TemplatesPage() {
  const user = useUser();
  const templates = useQuery(templatesQuery);
  const [{ mau: open }, change] = useUrlState(shape);
  const [retired, setRetired] = useState<TemplateRow | null>(null);
  const mayCreate = user.isAdministrator || user.positions.some((position) => position.code === 'chanh-van-phong');
  const columns: Column<TemplateRow>[] = [
    { key: 'name', header: texts.name, cell: (row) => row.name, width: 'minmax(200px, 2fr)' },
    { key: 'type', header: texts.type, cell: (row) => row.typeName, width: 'minmax(120px, 1fr)' },
    { key: 'scope', header: texts.scope, cell: (row) => (row.shared ? texts.shared : texts.own), width: '120px' },
    {
      key: 'actions',
      header: texts.actions,
      width: '220px',
      cell: (row) => (
        <Group gap={4} wrap="nowrap">
          <Button size="compact-xs" variant="default" aria-label={row.mayChange ? texts.editNamed(row.name) : texts.viewNamed(row.name)} onClick={() => change({ mau: row.id }, 'push')}>
            {row.mayChange ? texts.edit : texts.view}
          </Button>
          {row.mayChange && (
            <Button size="compact-xs" variant="default" aria-label={`${texts.retire} ${row.name}`} onClick={() => setRetired(row)}>
              {texts.retire}
            </Button>
          )}
        </Group>
      ),
    },
  ];
  const opened = templates.data?.find((row) => row.id === open);
  return (
    <Page title={texts.title} actions={mayCreate ? <Button onClick={() => change({ mau: fresh }, 'push')}>{texts.create}</Button> : undefined}>
      {templates.isPending ? (
        <SkeletonRows />
      ) : templates.isError ? (
        <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />
      ) : (
        <PagedTable label={texts.list} columns={columns} rows={templates.data} rowKey={(row) => row.id} empty={<EmptyState title={texts.emptyTitle}>{texts.empty}</EmptyState>} />
      )}
      {open === fresh && mayCreate && <TemplateDialog id={null} mayChange onClose={() => change({ mau: null })} />}
      {opened !== undefined && <TemplateDialog key={opened.id} id={opened.id} mayChange={opened.mayChange} onClose={() => change({ mau: null })} />}
      {retired !== null && <RetireDialog template={retired} onClose={() => setRetired(null)} />}
    </Page>
  );
}

function RetireDialog({ template, onClose }: { template: TemplateRow; onClose: () => void }) {
  const retire = useCommand({
    run: (row: TemplateRow, key) => retireTemplate(row.id, `"${row.rowVersion}"`, key),
    changes: [templatesQuery.queryKey],
    onDone: (_, row) => {
      showToast({ text: texts.retired(row.name) });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={texts.retireTitle(template.name)} closeButtonProps={{ 'aria-label': texts.close }}>
      <Stack>
        <Text>{texts.retireText}</Text>
        {retire.error !== null && <ErrorState error={retire.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            {texts.cancel}
          </Button>
          <Button color="red" loading={retire.isPending} onClick={() => retire.mutate(template)}>
            {texts.retire}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
