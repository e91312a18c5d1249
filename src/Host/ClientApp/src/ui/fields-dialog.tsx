import { Checkbox, Select, Text, Textarea, TextInput } from '@mantine/core';
import type { QueryKey } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useCommand } from '@/api/use-command';
import { DateField } from './date-field';
import { FormDialog } from './form-dialog';
import { SearchSelect, type Choice } from './search-select';
import { texts } from './texts';
import { showToast } from './toasts';

/** Every value is a text; '' means nothing was given, a flag is '1' or ''. */
export type Values = Record<string, string>;

export interface Field {
  name: string;
  label: string;
  kind?: 'text' | 'area' | 'number' | 'day' | 'choice' | 'flag' | 'search';
  isRequired?: boolean;
  hint?: string;
  /** For kind choice. */
  choices?: readonly Choice[];
  /** For kind search. */
  find?: (text: string, signal: AbortSignal) => Promise<readonly Choice[]>;
  queryKey?: QueryKey;
}

interface FieldsDialogProps<A> {
  title: string;
  verb: string;
  isDangerous?: boolean;
  fields: readonly Field[] | ((values: Values) => readonly Field[]);
  initial?: Values;
  /** Above the fields: what follows from it. */
  note?: ReactNode;
  run: (values: Values, key: string) => Promise<A>;
  changes: readonly QueryKey[];
  /** What the quiet line says afterwards. */
  done?: (values: Values) => string;
  onDone?: (answer: A, values: Values) => void;
  onClose: () => void;
}

/** A dialog with simple fields that runs one command. Show it only while it is open. */
export function FieldsDialog<A>({ title, verb, isDangerous, fields, initial = {}, note, run, changes, done, onDone, onClose }: FieldsDialogProps<A>) {
  const [values, setValues] = useState<Values>(initial);
  const [isAsked, setIsAsked] = useState(false);
  const shown = typeof fields === 'function' ? fields(values) : fields;
  const given = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.trim()]));
  const send = useCommand({
    run,
    changes,
    onDone: (answer, sent) => {
      if (done !== undefined) showToast({ text: done(sent) });
      onDone?.(answer, sent);
      onClose();
    },
  });
  const isMissing = (field: Field) => field.isRequired === true && (given[field.name] ?? '') === '';
  const submit = () => {
    setIsAsked(true);
    if (!shown.some(isMissing)) send.mutate(given);
  };
  return (
    <FormDialog title={title} verb={verb} isDangerous={isDangerous} isBusy={send.isPending} error={send.error} onSubmit={submit} onClose={onClose}>
      {note !== undefined && <Text size="sm">{note}</Text>}
      {shown.map((field, place) => (
        <OneField
          key={field.name}
          field={field}
          isFirst={place === 0}
          value={values[field.name] ?? ''}
          error={isAsked && isMissing(field) ? texts.fieldMissing(field.label) : null}
          onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
        />
      ))}
    </FormDialog>
  );
}

interface OneFieldProps {
  field: Field;
  isFirst: boolean;
  value: string;
  error: string | null;
  onChange: (value: string) => void;
}

function OneField({ field, isFirst, value, error, onChange }: OneFieldProps) {
  const { label, kind = 'text', isRequired = false, hint } = field;
  const common = { label, required: isRequired, description: hint, error };
  const focus = isFirst ? { 'data-autofocus': true } : {};
  switch (kind) {
    case 'area':
      return <Textarea {...common} {...focus} autosize minRows={3} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
    case 'day':
      return <DateField {...common} value={value} onChange={onChange} />;
    case 'choice':
      return <Select {...common} {...focus} data={[...(field.choices ?? [])]} searchable nothingFoundMessage={texts.nothingFound} clearable={!isRequired} allowDeselect={!isRequired} clearButtonProps={{ 'aria-label': texts.clearOf(label) }} value={value === '' ? null : value} onChange={(next) => onChange(next ?? '')} />;
    case 'flag':
      return <Checkbox label={label} description={hint} checked={value === '1'} onChange={(event) => onChange(event.currentTarget.checked ? '1' : '')} />;
    case 'search':
      return <SearchSelect {...common} queryKey={field.queryKey ?? [field.name]} find={field.find ?? (() => Promise.resolve([]))} value={value === '' ? null : value} onChange={(next) => onChange(next ?? '')} />;
    default:
      return <TextInput {...common} {...focus} inputMode={kind === 'number' ? 'numeric' : undefined} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
}
