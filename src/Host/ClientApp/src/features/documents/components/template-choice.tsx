import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { foldedFilter } from '@/features/people/lib/choices';
import { explain } from '@/ui/error-state';
import { fillTemplate, templatesQuery, type TemplateRow } from '../api/templates';
import { whole, type DraftContent } from '../api/drafting';
import { draftTexts as texts } from '../draft-texts';

interface TemplateChoiceProps {
  workItemId: string;
  /** Something is written that the template would replace. */
  hasText: boolean;
  onFilled: (content: DraftContent, name: string) => void;
}

/** Begins the draft from a template, filled from the incoming document. */
export function TemplateChoice({ workItemId, hasText, onFilled }: TemplateChoiceProps) {
  const templates = useQuery(templatesQuery);
  const [asked, setAsked] = useState<TemplateRow | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const fill = async (template: TemplateRow) => {
    setIsBusy(true);
    setError(null);
    try {
      onFilled(whole((await fillTemplate(template.id, workItemId)).draft), template.name);
    } catch (failure) {
      setError(explain(failure).detail);
    } finally {
      setIsBusy(false);
      setAsked(null);
    }
  };
  const choose = (id: string | null) => {
    const template = templates.data?.find((one) => one.id === id);
    if (template === undefined) return;
    if (hasText) setAsked(template);
    else void fill(template);
  };
  return (
    <>
      <Select
        label={texts.template}
        placeholder={texts.templatePlaceholder}
        data={(templates.data ?? []).map((template) => ({ value: template.id, label: `${template.name} (${template.typeName})` }))}
        value={null}
        onChange={choose}
        disabled={isBusy}
        searchable
        filter={foldedFilter}
        nothingFoundMessage={texts.noTemplates}
        error={templates.isError ? explain(templates.error).detail : error}
      />
      {asked !== null && (
        <Modal opened onClose={() => setAsked(null)} title={texts.replaceTitle(asked.name)} closeButtonProps={{ 'aria-label': texts.close }}>
          <Stack>
            <Text>{texts.replaceText}</Text>
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={() => setAsked(null)}>
                {texts.cancel}
              </Button>
              <Button loading={isBusy} onClick={() => void fill(asked)} data-autofocus>
                {texts.replace}
              </Button>
            </Group>
          </Stack>
        </Modal>
      )}
    </>
  );
}
