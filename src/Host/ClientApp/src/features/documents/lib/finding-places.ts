import { fold } from '@/lib/fold';
import type { FormFinding } from '../api/check-form';
import { inOrder } from './finding-order';

/** How the blocks of the form (Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục V) begin on paper. */
const looks: Readonly<Record<string, RegExp>> = {
  '1': /^cong hoa xa hoi chu nghia viet nam/,
  '3': /^so\s*:/,
  '4': /,\s*ngay\s.*thang\s.*nam/,
  '5b': /^v\/v\b/,
  '7a': /^(tm|kt|tl|tuq|q)\s*\./,
  '9a': /^kinh gui/,
  '9b': /^noi nhan\s*:/,
  '10b': /^(hoa toc|thuong khan|khan)$/,
};

/** What is missing is shown where it would stand. */
const besides: Readonly<Record<string, readonly string[]>> = { '5a': ['5b', '3'], '5b': ['3'], '6': ['9a', '4'], '7a': ['9b'], '7b': ['7a', '9b'], '9a': ['4', '3'], '9b': ['7a'], '10b': ['3'] };
const atEnd = new Set(['7a', '7b', '9b']);

const plain = (text: string) => fold(text).replace(/\s+/g, ' ').trim();

/** Which of the paragraphs a finding is about; null when there is none on the paper. */
export function placeOf(finding: FormFinding, paragraphs: readonly string[]): number | null {
  const texts = paragraphs.map(plain);
  const { quote, box } = finding.place;
  const quoted = quote == null ? -1 : quotedIn(plain(quote), texts);
  if (quoted >= 0) return quoted;
  for (const asked of box == null ? [] : [box, ...(besides[box] ?? [])]) {
    const look = looks[asked];
    const found = look === undefined ? -1 : texts.findIndex((text) => look.test(text));
    if (found >= 0) return found;
  }
  const written = texts.flatMap((text, index) => (text === '' ? [] : [index]));
  return (box != null && atEnd.has(box) ? written.at(-1) : written[0]) ?? null;
}

/** A quote is a whole paragraph or its beginning; of a row of the table at the head it is several of them in one. */
function quotedIn(quote: string, texts: readonly string[]): number {
  const whole = texts.findIndex((text) => text === quote || (text !== '' && text.replace(/\s*\.?\s*\/\.$/, '') === quote.replace(/\s*\.$/, '')));
  if (whole >= 0) return whole;
  const begun = texts.findIndex((text) => quote.length >= 20 && text.startsWith(quote));
  return begun >= 0 ? begun : texts.findIndex((text) => text.length >= 4 && quote.startsWith(text));
}

/** A mark in the margin: a paragraph with all that was found in it. */
export interface FindingMark {
  paragraph: number;
  /** The worst first. */
  findings: readonly FormFinding[];
}

/** One mark for each paragraph of which something was found, in the order of the paper. */
export function marksOf(findings: readonly FormFinding[], paragraphs: readonly string[]): FindingMark[] {
  const found = new Map<number, FormFinding[]>();
  for (const finding of findings) {
    const paragraph = placeOf(finding, paragraphs);
    if (paragraph !== null) found.set(paragraph, [...(found.get(paragraph) ?? []), finding]);
  }
  return [...found].sort(([one], [other]) => one - other).map(([paragraph, of]) => ({ paragraph, findings: inOrder(of) }));
}
