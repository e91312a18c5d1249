import type { FormFinding } from '../api/check-form';

const weight = { error: 0, warning: 1, info: 2 };

/** The worst first; equal ones as they stand in the document. */
export function inOrder(findings: readonly FormFinding[]): FormFinding[] {
  return [...findings].sort((one, other) => weight[one.severity] - weight[other.severity]);
}

export type DraftField = 'typeCode' | 'subject' | 'addressees' | 'body' | 'recipients' | 'signerPosition' | 'urgency';

/** The field that fills a box of the form (Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục V); null where the system fills it. */
const fields: Record<string, DraftField> = { '5a': 'subject', '5b': 'subject', '6': 'body', '7a': 'signerPosition', '7b': 'signerPosition', '9a': 'addressees', '9b': 'recipients', '10b': 'urgency' };

export function fieldOf(finding: FormFinding): DraftField | null {
  const { box, text, line } = finding.place;
  if (box !== null && box !== undefined) return fields[box] ?? null;
  if (line !== null && line !== undefined) return 'body';
  return text.startsWith('[') || text.includes('nội dung') || text === 'toàn văn bản' ? 'body' : null;
}
