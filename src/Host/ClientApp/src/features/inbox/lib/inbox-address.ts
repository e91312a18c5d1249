import { choiceParam, flagParam, listParam, readUrl, textParam, type UrlStateOf } from '@/lib/url-state';

export const tabs = ['cho', 'xong', 'theo-doi'] as const;
export type InboxTab = (typeof tabs)[number];

export const documentTabs = ['du-thao', 'van-ban-den', 'thay-doi', 'y-kien', 'qua-trinh', 'lien-quan'] as const;
export type DocumentTab = (typeof documentTabs)[number];

/** What narrows and orders the list; exactly this is kept in a saved view. */
export const filterShape = {
  tim: textParam(),
  loai: listParam(),
  han: listParam(),
  khan: listParam(),
  gui: listParam(),
  chuyen: listParam(),
  thay: listParam(),
  lai: flagParam(),
  xep: choiceParam(['han', 'moi', 'noi-gui'], 'han'),
};
export type Filters = UrlStateOf<typeof filterShape>;
/** The filters that are lists of values of a column. */
export const listFilters = ['loai', 'han', 'khan', 'gui', 'chuyen', 'thay'] as const;
export type ListFilter = (typeof listFilters)[number];

export const inboxShape = { ...filterShape, muc: choiceParam(tabs, 'cho'), xem: choiceParam([...documentTabs, ''], '') };

const sorts = { han: 'deadline', moi: 'newest', 'noi-gui': 'sender' } as const;

/** As the server's list takes them; the names are those of the API's description. */
export function toQuery(filters: Filters) {
  return {
    sort: sorts[filters.xep],
    kind: [...filters.loai],
    deadline: [...filters.han],
    urgency: [...filters.khan],
    sender: [...filters.gui],
    sentBy: [...filters.chuyen],
    onBehalf: [...filters.thay],
    returned: filters.lai ? true : undefined,
    text: filters.tim.trim() === '' ? undefined : filters.tim.trim(),
  };
}

export const noFilters: Filters = readUrl(filterShape, new URLSearchParams());

/** How many filters are set; the order is none. */
export function countFilters(filters: Filters): number {
  const lists = listFilters.reduce((sum, name) => sum + filters[name].length, 0);
  return lists + (filters.tim.trim() === '' ? 0 : 1) + (filters.lai ? 1 : 0);
}

/** The query string of a saved view: always the same for the same filters. */
export function toState(filters: Filters): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(filterShape)) {
    const text = (value.write as (value: unknown) => string | null)(filters[name as keyof Filters]);
    if (text !== null) params.set(name, text);
  }
  return params.toString();
}

export function fromState(state: string): Filters {
  return readUrl(filterShape, new URLSearchParams(state));
}
