import type { Keys } from '@/lib/shortcuts';
import type { DecisionAction } from '../api/decide-work';

/** What may be done with a work item: decisions, and what does not decide it. The server names them in `actions`; a note may always be written. */
export type ActionCode = DecisionAction | 'submit-draft' | 'opinions' | 'extensions' | 'hand-over' | 'recall' | 'note';

export interface ActionLook {
  code: ActionCode;
  verb: string;
  keys?: Keys;
  /** In order: what most people do; other decisions; what leaves the item open. */
  rank: 'primary' | 'decision' | 'other';
  /** Cannot be taken back. */
  isDangerous?: boolean;
}

const looks: readonly ActionLook[] = [
  { code: 'approve', verb: 'Duyệt', keys: 'a', rank: 'primary' },
  { code: 'sign', verb: 'Ký ban hành', keys: 's', rank: 'primary' },
  { code: 'assign', verb: 'Bút phê', keys: 'a', rank: 'primary' },
  { code: 'issue-number', verb: 'Cấp số', keys: 'a', rank: 'primary' },
  { code: 'send', verb: 'Gửi', keys: 'a', rank: 'primary' },
  { code: 'give-opinion', verb: 'Cho ý kiến', keys: 'y', rank: 'primary' },
  { code: 'grant-extension', verb: 'Cho gia hạn', keys: 'a', rank: 'primary' },
  { code: 'submit-draft', verb: 'Soạn dự thảo', keys: 'a', rank: 'primary' },
  { code: 'recall', verb: 'Thu hồi', rank: 'primary' },
  { code: 'return', verb: 'Trả lại', keys: 'r', rank: 'decision' },
  { code: 'refuse-number', verb: 'Từ chối cấp số', keys: 'r', rank: 'decision' },
  { code: 'refuse-extension', verb: 'Không gia hạn', keys: 'r', rank: 'decision' },
  { code: 'reject', verb: 'Từ chối', rank: 'decision', isDangerous: true },
  { code: 'opinions', verb: 'Xin ý kiến', keys: 'y', rank: 'other' },
  { code: 'hand-over', verb: 'Chuyển xử lý', keys: 'u', rank: 'other' },
  { code: 'extensions', verb: 'Xin gia hạn', rank: 'other' },
  { code: 'note', verb: 'Ghi chú', keys: 'c', rank: 'other' },
];

/** What an approval is called where the procedure asks for initials. */
const initial = 'Ký nháy';

/** Whether the procedure calls what is asked "Ký nháy …", or "Trưởng đơn vị ký nháy": then the button and all words about it say so too. Of both verbs the first counts: "Duyệt bản đã ký nháy". */
export function asksForInitials(title: string): boolean {
  return /ký nháy|duyệt/.exec(title.normalize().toLocaleLowerCase('vi'))?.[0] === 'ký nháy';
}

/** The actions offered for an item with this title, in the order of their buttons. One that this client does not know is left out. */
export function actionsFor(offered: readonly string[], title: string): readonly ActionLook[] {
  return looks.filter((look) => look.code === 'note' || offered.includes(look.code)).map((look) => ({ ...look, verb: verbOf(look.code, title) }));
}

/** The verb on the button, by what the procedure asks. */
export function verbOf(code: ActionCode, title: string): string {
  return code === 'approve' && asksForInitials(title) ? initial : lookOfAction(code).verb;
}

/** The verb for several approvals at once: theirs where they have the same, else one that holds for all. */
export function verbTogether(titles: readonly string[]): string {
  const verbs = new Set(titles.map((title) => verbOf('approve', title)));
  return verbs.size === 1 ? [...verbs].join('') : 'Xử lý';
}

export function lookOfAction(code: ActionCode): ActionLook {
  const look = looks.find((one) => one.code === code);
  if (look === undefined) throw new Error(`No such action: ${code}`);
  return look;
}

/** What may wait in memory until the connection is back. A signature and a number are made on what the server shows at that moment, and sending cannot be taken back. */
const waitable: readonly DecisionAction[] = ['assign', 'approve', 'return', 'reject', 'refuse-number', 'give-opinion', 'grant-extension', 'refuse-extension'];

export function mayWait(action: DecisionAction): boolean {
  return waitable.includes(action);
}
