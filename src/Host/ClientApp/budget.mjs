// Measures what the browser must fetch as scripts before it can show a page: the entry, the page's own file and all that both import.
// Fails when a page named below needs more than its budget. Needs a build (dist/).
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const kilobyte = 1000;
/** Page file below src/ -> kB after gzip. */
const budgets = { 'src/features/home/home-page.tsx': 350, 'src/features/inbox/inbox-page.tsx': 350 };

const manifest = JSON.parse(readFileSync('dist/manifest.json', 'utf8'));
const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);

function filesOf(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const other of manifest[key].imports ?? []) filesOf(other, seen);
  return seen;
}

let failed = 0;
for (const [page, budget] of Object.entries(budgets)) {
  if (!existsSync(page)) continue;
  if (manifest[page] === undefined) {
    console.error(`${page}: is no chunk of its own; load it lazily in routes.tsx.`);
    failed += 1;
    continue;
  }
  const keys = new Set([...filesOf(entry), ...filesOf(page)]);
  const size = [...keys].reduce((sum, key) => sum + gzipSync(readFileSync(`dist/${manifest[key].file}`), { level: 9 }).length, 0) / kilobyte;
  console.log(`${page}: ${size.toFixed(1)} kB of ${budget} kB scripts (gzip), ${keys.size} files`);
  if (size > budget) {
    console.error(`${page}: over its budget. Load what the first view does not need lazily.`);
    failed += 1;
  }
}
process.exitCode = failed > 0 ? 1 : 0;
