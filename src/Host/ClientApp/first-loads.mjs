// What the browser is told to fetch together with the page, so that it does not learn of it only after it has run the scripts before:
// the files of the page that is opened, and its first questions to the server. The server puts it into the page (Client/FirstLoads.cs).

/** Path of a page -> its file below src/, and what it reads first, written exactly as the client asks for it. A page without an entry works the same, only later. */
const pages = {
  '/': { file: 'src/features/home/home-page.tsx', reads: ['/api/session', '/api/inbox/summary', '/api/inbox?size=5'] },
  '/hop-viec': { file: 'src/features/inbox/inbox-page.tsx', reads: ['/api/session', '/api/inbox?sort=deadline&size=100'] },
};

/** Path of a page -> addresses of its scripts, and of what it reads. */
export function firstLoads(manifest) {
  const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
  const closure = (key, seen = new Set()) => {
    if (seen.has(key)) return seen;
    seen.add(key);
    for (const other of manifest[key].imports ?? []) closure(other, seen);
    return seen;
  };
  // The page names the entry's own files itself.
  const known = closure(entry);
  return Object.fromEntries(
    Object.entries(pages).map(([path, { file, reads }]) => [
      path,
      { scripts: [...closure(file)].filter((key) => !known.has(key)).map((key) => `/${manifest[key].file}`), reads },
    ]),
  );
}
