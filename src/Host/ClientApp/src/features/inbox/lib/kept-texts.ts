const texts = new Map<string, string>();

/** Words begun and not sent, kept while the page is open: closing a dialog, another document or a lost connection loses none. In memory only. */
export function keptTexts(name: string) {
  return {
    get: () => texts.get(name) ?? '',
    set: (text: string) => {
      if (text === '') texts.delete(name);
      else texts.set(name, text);
    },
  };
}
