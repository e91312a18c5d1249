import { Autocomplete, Checkbox, Select, Textarea, TextInput, type InputWrapperProps } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { agenciesQuery, documentTypesQuery } from '@/api/organisation';
import { DateField } from '@/ui/date-field';
import { texts as shared } from '@/ui/texts';
import { Evidence } from './evidence';
import { type Fields, type Problems, type Proposal, type Urgency } from '../registration';
import { texts } from '../texts';
import classes from './registration-form.module.css';

interface RegistrationFormProps {
  fields: Fields;
  proposal: Proposal | null;
  problems: Problems;
  onChange: (change: Partial<Fields>) => void;
}

const order: NonNullable<InputWrapperProps['inputWrapperOrder']> = ['label', 'input', 'error', 'description'];
const urgencies = Object.entries(shared.urgencies).map(([value, label]) => ({ value, label }));

/** What goes into the register, each field with the line of the file it was read from. */
export function RegistrationForm({ fields, proposal, problems, onChange }: RegistrationFormProps) {
  const agencies = useQuery(agenciesQuery).data ?? [];
  const types = (useQuery(documentTypesQuery).data ?? []).filter((type) => type.used || type.code === fields.typeCode);
  const isUnknownSender = fields.senderName.trim() !== '' && fields.senderAgencyId === null;
  const common = { inputWrapperOrder: order, required: true };
  const said = (name: keyof Proposal & keyof Fields) => {
    const proposed = proposal?.[name] ?? null;
    return proposed === null ? undefined : <Evidence evidence={proposed.evidence} confidence={proposed.confidence} isCorrected={proposed.value !== fields[name]} />;
  };
  const sender = proposal?.sender ?? null;
  return (
    <div className={classes.form}>
      <TextInput {...common} className={classes.short} label={texts.number} value={fields.number} error={problems.number} description={said('number')} onChange={(event) => onChange({ number: event.currentTarget.value })} />
      <TextInput {...common} className={classes.short} label={texts.symbol} value={fields.symbol} error={problems.symbol} description={said('symbol')} onChange={(event) => onChange({ symbol: event.currentTarget.value })} />
      <DateField className={classes.medium} required label={texts.issuedOn} value={fields.issuedOn} error={problems.issuedOn} description={said('issuedOn')} onChange={(issuedOn) => onChange({ issuedOn })} />
      <Select
        {...common}
        className={classes.medium}
        label={texts.type}
        placeholder={texts.chooseType}
        searchable
        nothingFoundMessage={texts.typeNotFound}
        data={types.map((type) => ({ value: type.code, label: type.name }))}
        value={fields.typeCode === '' ? null : fields.typeCode}
        error={problems.typeCode}
        description={said('typeCode')}
        onChange={(typeCode) => onChange({ typeCode: typeCode ?? '' })}
      />
      <Autocomplete
        {...common}
        className={classes.long}
        label={texts.sender}
        data={[...new Set(agencies.map((agency) => agency.name))]}
        limit={8}
        value={fields.senderName}
        error={problems.senderName}
        description={
          <>
            {sender !== null && <Evidence evidence={sender.evidence} confidence={sender.confidence} isCorrected={sender.value?.name !== fields.senderName} />}
            {isUnknownSender && <span className={classes.line}>{texts.senderUnknown}</span>}
          </>
        }
        onChange={(senderName) => onChange({ senderName, senderAgencyId: agencies.find((agency) => agency.name === senderName.trim())?.id ?? null })}
      />
      <Textarea {...common} className={classes.whole} label={texts.subject} autosize minRows={1} maxRows={6} value={fields.subject} error={problems.subject} description={said('subject')} onChange={(event) => onChange({ subject: event.currentTarget.value })} />
      <DateField className={classes.medium} label={texts.deadlineOn} value={fields.deadlineOn} error={problems.deadlineOn} description={said('deadlineOn')} onChange={(deadlineOn) => onChange({ deadlineOn })} />
      <Select
        inputWrapperOrder={order}
        className={classes.medium}
        label={texts.urgency}
        allowDeselect={false}
        data={urgencies}
        value={fields.urgency}
        description={said('urgency')}
        onChange={(urgency) => onChange({ urgency: (urgency ?? 'normal') as Urgency })}
      />
      <Checkbox className={classes.check} label={texts.needsReplyLabel} checked={fields.needsReply} description={said('needsReply')} onChange={(event) => onChange({ needsReply: event.currentTarget.checked })} />
    </div>
  );
}
