import type { components } from '@/api/schema';
import { texts } from './texts';

type Schemas = components['schemas'];
export type Proposal = Schemas['ProposalView'];
export type Urgency = Schemas['Urgency'];
export type DuplicateRow = Schemas['DuplicateRow'];

/** What văn thư enters, as it stands in the fields; days as the API writes them, empty for none. */
export interface Fields {
  number: string;
  symbol: string;
  issuedOn: string;
  /** Of an agency of the list; null when only the name is known. */
  senderAgencyId: string | null;
  senderName: string;
  typeCode: string;
  subject: string;
  deadlineOn: string;
  urgency: Urgency;
  needsReply: boolean;
}

export type FieldName = keyof Fields;
export type Problems = Partial<Record<FieldName, string>>;

export const emptyFields: Fields = {
  number: '',
  symbol: '',
  issuedOn: '',
  senderAgencyId: null,
  senderName: '',
  typeCode: '',
  subject: '',
  deadlineOn: '',
  urgency: 'normal',
  needsReply: false,
};

/** The fields as the file proposes them; what it does not say stays as given. */
export function fieldsOf(proposal: Proposal, given: Fields = emptyFields): Fields {
  const sender = proposal.sender?.value ?? null;
  return {
    number: proposal.number?.value ?? given.number,
    symbol: proposal.symbol?.value ?? given.symbol,
    issuedOn: proposal.issuedOn?.value ?? given.issuedOn,
    senderAgencyId: sender === null ? given.senderAgencyId : sender.agencyId,
    senderName: sender === null ? given.senderName : sender.name,
    typeCode: proposal.typeCode?.value ?? given.typeCode,
    subject: proposal.subject?.value ?? given.subject,
    deadlineOn: proposal.deadlineOn?.value ?? given.deadlineOn,
    urgency: proposal.urgency?.value ?? given.urgency,
    needsReply: proposal.needsReply?.value ?? given.needsReply,
  };
}

/** What must be mended before the server would take it; its rules in the words of the page. */
export function problemsOf(fields: Fields, today: string): Problems {
  const problems: Problems = {};
  const number = fields.number.trim();
  const symbol = fields.symbol.trim();
  if (number === '') problems.number = texts.numberMissing;
  // A letter may follow: 30a/2008/NQ-CP.
  else if (!/^\d{1,10}\p{L}?$/u.test(number) || /^0+$/.test(number)) problems.number = texts.numberWrong;
  if (symbol === '') problems.symbol = texts.symbolMissing;
  else if (/\s/.test(symbol) || symbol.length > 30) problems.symbol = texts.symbolWrong;
  if (fields.issuedOn === '') problems.issuedOn = texts.issuedOnMissing;
  else if (fields.issuedOn > today) problems.issuedOn = texts.issuedOnFuture;
  if (fields.senderName.trim() === '') problems.senderName = texts.senderMissing;
  if (fields.typeCode === '') problems.typeCode = texts.typeMissing;
  if (fields.subject.trim() === '') problems.subject = texts.subjectMissing;
  else if (fields.subject.trim().length > 500) problems.subject = texts.subjectLong(fields.subject.trim().length);
  if (fields.deadlineOn !== '' && fields.issuedOn !== '' && fields.deadlineOn < fields.issuedOn) problems.deadlineOn = texts.deadlineBefore;
  return problems;
}

/** The registered document that is the same one by number, symbol, year and sender. */
export function sameDocument(duplicates: readonly DuplicateRow[]): DuplicateRow | undefined {
  return duplicates.find((duplicate) => duplicate.why === 'sameNumber');
}

/** As the server takes it; `files` are tokens of uploads, the document first. */
export function bodyOf(fields: Fields, choice: { files: string[]; dispatchId: string | null; registerName: string | null; isDespiteDuplicate: boolean; mayOpenRegister: boolean }): Schemas['RegisterBody'] {
  return {
    number: fields.number.trim(),
    symbol: fields.symbol.trim(),
    issuedOn: fields.issuedOn,
    typeCode: fields.typeCode,
    subject: fields.subject.trim(),
    senderAgencyId: fields.senderAgencyId,
    senderName: fields.senderAgencyId === null ? fields.senderName.trim() : null,
    urgency: fields.urgency,
    deadlineOn: fields.deadlineOn === '' ? null : fields.deadlineOn,
    needsReply: fields.needsReply,
    registerName: choice.registerName,
    openRegisterIfMissing: choice.mayOpenRegister,
    despiteDuplicate: choice.isDespiteDuplicate,
    dispatchId: choice.dispatchId,
    files: choice.files,
  };
}
