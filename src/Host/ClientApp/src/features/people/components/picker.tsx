import { MultiSelect, Select, type ComboboxItem, type OptionsFilter, type SelectProps } from '@mantine/core';
import type { Choice } from '../lib/choices';
import { foldedFilter } from '../lib/choices';
import { texts } from '../texts';
import classes from './picker.module.css';

/** What every field of this folder takes. */
export interface PickerProps {
  label?: string;
  description?: string;
  placeholder?: string;
  required?: boolean;
  disabled?: boolean;
  error?: string | null;
  /** Ids that are not offered. */
  excludeIds?: readonly string[];
}

interface OneProps extends PickerProps {
  choices: readonly Choice[];
  value: string | null;
  onChange: (value: string | null) => void;
  state: 'ready' | 'loading' | 'failed';
  filter?: OptionsFilter;
  onSearch?: (text: string) => void;
}

function common({ label, description, placeholder, required, disabled, error, choices, excludeIds, state, filter }: Omit<OneProps, 'value' | 'onChange'>) {
  return {
    label,
    description,
    placeholder,
    required,
    disabled,
    error,
    data: choices.filter((choice) => !(excludeIds ?? []).includes(choice.value)) as (Choice & ComboboxItem)[],
    searchable: true,
    // Enter takes what was found first.
    selectFirstOptionOnChange: true,
    filter: filter ?? foldedFilter,
    limit: 200,
    maxDropdownHeight: 280,
    nothingFoundMessage: state === 'failed' ? texts.failed : state === 'loading' ? texts.searching : texts.nothing,
    clearButtonProps: { 'aria-label': texts.clear, tabIndex: 0 },
    renderOption,
  } satisfies Partial<SelectProps>;
}

const renderOption = ({ option }: { option: ComboboxItem }) => {
  const { hint } = option as Choice;
  return (
    <span className={classes.option}>
      {option.label}
      {hint !== undefined && <span className={classes.hint}>{hint}</span>}
    </span>
  );
};

/** A field to choose one thing by typing parts of its name, with or without marks. */
export function Picker({ value, onChange, onSearch, ...given }: OneProps) {
  return <Select {...common(given)} clearable={given.required !== true} value={value} onChange={onChange} {...(onSearch === undefined ? {} : { onSearchChange: onSearch })} />;
}

interface ManyProps extends Omit<OneProps, 'value' | 'onChange' | 'onSearch'> {
  value: readonly string[];
  onChange: (value: string[]) => void;
}

/** The same for several. */
export function ManyPicker({ value, onChange, ...given }: ManyProps) {
  return <MultiSelect {...common(given)} hidePickedOptions clearable value={[...value]} onChange={onChange} />;
}
