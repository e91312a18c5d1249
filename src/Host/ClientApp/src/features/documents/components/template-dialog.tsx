import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useUser } from '@/api/session';
import { useCommand } from '@/api/use-command';
import { ErrorState } from '@/ui/error-state';
import { SkeletonRows } from '@/ui/skeleton-rows';
import { showToast } from '@/ui/toasts';
import { whole, type DraftContent } from '../api/drafting';
import { changeTemplate, createTemplate, templateFieldsQuery, templateQuery, type TemplateBody } from '../api/templates';
import { templateTexts as texts } from '../template-texts';
import { DraftFields } from './draft-fields';
import { TemplateSheet } from './template-sheet';
import classes from './template.module.css';

interface Known {
  id: string;
  name: string;
  isShared: boolean;
  etag: string;
  content: DraftContent;
}

/** One template: to read for everybody, to change for those who may. Without an id it is a new one. */
export function TemplateDialog({ id, mayChange, onClose }: { id: string | null; mayChange: boolean; onClose: () => void }) {
  const template = useQuery({ ...templateQuery(id ?? ''), enabled: id !== null, gcTime: 0 });
  const known: Known | null =
    template.data === undefined
      ? null
      : { id: template.data.data.template.id, name: template.data.data.template.name, isShared: template.data.data.template.shared, etag: template.data.etag ?? `"${template.data.data.template.rowVersion}"`, content: whole(template.data.data.content) };
  const title = known === null ? (id === null ? texts.createTitle : texts.title) : mayChange ? texts.editTitle(known.name) : texts.viewTitle(known.name);
  return (
    <Modal opened onClose={onClose} size="xl" title={title} closeButtonProps={{ 'aria-label': texts.close }}>
      {template.isError ? (
        <ErrorState error={template.error} onRetry={() => void template.refetch()} />
      ) : id !== null && known === null ? (
        <SkeletonRows />
      ) : known !== null && !mayChange ? (
        <TemplateSheet content={known.content} />
      ) : (
        <TemplateForm key={known?.etag ?? ''} known={known} onClose={onClose} />
      )}
    </Modal>
  );
}

function TemplateForm({ known, onClose }: { known: Known | null; onClose: () => void }) {
  const user = useUser();
  const fields = useQuery(templateFieldsQuery);
  const [name, setName] = useState(known?.name ?? '');
  const [isShared, setIsShared] = useState(known?.isShared ?? user.positions.length === 0);
  const [content, setContent] = useState<DraftContent>(() => known?.content ?? whole({ typeCode: 'CV', subject: '', body: '' }));
  const [isAsked, setIsAsked] = useState(false);
  const save = useCommand({
    run: async (body: TemplateBody, key): Promise<unknown> => (known === null ? createTemplate(body, key) : changeTemplate(known.id, body, known.etag, key)),
    changes: [['templates']],
    onDone: (_, body) => {
      showToast({ text: texts.saved(body.name) });
      onClose();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setIsAsked(true);
        if (name.trim() !== '') save.mutate({ name: name.trim(), content, shared: isShared });
      }}
    >
      <div className={classes.columns}>
        <div>
          <TextInput label={texts.name} required maxLength={200} value={name} data-autofocus onChange={(event) => setName(event.currentTarget.value)} error={isAsked && name.trim() === '' ? texts.nameMissing : null} mb="sm" />
          {known === null && user.isAdministrator && (
            <Checkbox label={texts.sharedHint} checked={isShared} disabled={user.positions.length === 0} onChange={(event) => setIsShared(event.currentTarget.checked)} mb="sm" />
          )}
          <DraftFields name="template" content={content} onChange={(part) => setContent((before) => ({ ...before, ...part }))} errors={{}} hasFile={false} />
        </div>
        <Stack gap="sm">
          <div>
            <Text fw={600}>{texts.fields}</Text>
            <Text size="sm" c="dimmed" mb={4}>
              {texts.fieldsHint}
            </Text>
            <Group gap={4}>
              {(fields.data ?? []).map((field) => (
                <Button key={field.key} size="compact-xs" variant="default" aria-label={texts.insert(field.name)} onClick={() => setContent((before) => ({ ...before, body: `${before.body}{{${field.key}}}` }))}>
                  {field.name}
                </Button>
              ))}
            </Group>
          </div>
          <TemplateSheet content={content} />
        </Stack>
      </div>
      {save.error !== null && <ErrorState error={save.error} />}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={onClose}>
          {texts.cancel}
        </Button>
        <Button type="submit" loading={save.isPending}>
          {texts.save}
        </Button>
      </Group>
    </form>
  );
}
