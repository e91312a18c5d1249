import { NativeSelect, Select, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { PositionPicker } from '@/features/people/components/position-picker';
import { foldedFilter } from '@/features/people/lib/choices';
import { texts as uiTexts } from '@/ui/texts';
import { documentTypesQuery, type DraftContent } from '../api/drafting';
import { draftTexts as texts } from '../draft-texts';
import type { DraftField } from '../lib/finding-order';
import classes from './draft.module.css';
import { LinesField } from './lines-field';

interface DraftFieldsProps {
  /** Begins the ids of the fields, so that findings can lead to them. */
  name: string;
  content: DraftContent;
  onChange: (part: Partial<DraftContent>) => void;
  errors: Partial<Record<DraftField, string>>;
  /** The text comes from an uploaded file. */
  hasFile: boolean;
}

const urgencies = ['normal', 'urgent', 'veryUrgent', 'express'] as const;

/** The id of the field in the page. */
export const fieldId = (name: string, field: DraftField): string => `${name}-${field}`;

/** The boxes of the form that a drafter fills in (Nghị định 30/2020/NĐ-CP, Phụ lục I). */
export function DraftFields({ name, content, onChange, errors, hasFile }: DraftFieldsProps) {
  const types = useQuery(documentTypesQuery);
  const offered = (types.data ?? []).filter((type) => type.used || type.code === content.typeCode).map((type) => ({ value: type.code, label: `${type.name} (${type.code})` }));
  return (
    <div className={classes.fields}>
      <div className={classes.pair}>
        <Select
          id={fieldId(name, 'typeCode')}
          label={texts.type}
          data={offered}
          value={content.typeCode === '' ? null : content.typeCode}
          onChange={(typeCode) => onChange({ typeCode: typeCode ?? '' })}
          searchable
          filter={foldedFilter}
          nothingFoundMessage={texts.noType}
          error={errors.typeCode}
          allowDeselect={false}
        />
        <NativeSelect
          id={fieldId(name, 'urgency')}
          label={texts.urgency}
          data={urgencies.map((urgency) => ({ value: urgency, label: uiTexts.urgencies[urgency] }))}
          value={content.urgency}
          onChange={(event) => onChange({ urgency: urgencies.find((one) => one === event.currentTarget.value) ?? 'normal' })}
        />
      </div>
      <Textarea
        id={fieldId(name, 'subject')}
        label={texts.subject}
        description={texts.subjectHint}
        autosize
        minRows={1}
        maxLength={500}
        value={content.subject}
        onChange={(event) => onChange({ subject: event.currentTarget.value.replaceAll('\n', ' ') })}
        error={errors.subject}
      />
      <LinesField id={fieldId(name, 'addressees')} label={texts.addressees} description={texts.addresseesHint} value={content.addressees} onChange={(addressees) => onChange({ addressees })} error={errors.addressees} />
      {hasFile ? (
        <Text size="sm" c="dimmed">
          {texts.fileBody}
        </Text>
      ) : (
        <Textarea
          id={fieldId(name, 'body')}
          label={texts.body}
          description={content.body.length > 150_000 ? texts.bodyLength(content.body.length) : texts.bodyHint}
          autosize
          minRows={10}
          maxRows={28}
          maxLength={200_000}
            value={content.body}
          onChange={(event) => onChange({ body: event.currentTarget.value })}
          error={errors.body}
        />
      )}
      <LinesField id={fieldId(name, 'recipients')} label={texts.recipients} description={texts.recipientsHint} value={content.recipients} onChange={(recipients) => onChange({ recipients })} />
      <div id={fieldId(name, 'signerPosition')} tabIndex={-1}>
        <PositionPicker
          label={texts.signer}
          by="code"
          kinds={['agencyHead', 'agencyDeputy', 'unitHead']}
          required
          value={content.signerPosition}
          onChange={(signerPosition) => onChange({ signerPosition: signerPosition ?? content.signerPosition })}
          error={errors.signerPosition ?? null}
        />
      </div>
    </div>
  );
}
