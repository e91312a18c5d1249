// Builds the client into dist/: installs the packages when the lock file changed, and packs every file that gains by it.
// Called by ClientApp.targets; several builds may call it at once, so the first one works and the others wait for its result.
import { existsSync, readFileSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { install, oneAtATime, run } from '../../../build/npm.mjs';
import { firstLoads } from './first-loads.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
process.chdir(folder);
const page = join(folder, 'dist', 'index.html');
const wanted = Date.now();

function pack(path) {
  const content = readFileSync(path);
  const packed = [
    ['.br', brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } })],
    ['.gz', gzipSync(content, { level: 9 })],
  ];
  for (const [ending, bytes] of packed) if (bytes.length < content.length) writeFileSync(path + ending, bytes);
}

await oneAtATime(folder, () => {
  // Another build finished it while this one waited.
  if (!(existsSync(page) && statSync(page).mtimeMs > wanted)) {
    install();
    run('npm', ['run', '--silent', 'build']);
    writeFileSync(join('dist', 'first-loads.json'), JSON.stringify(firstLoads(JSON.parse(readFileSync('dist/manifest.json', 'utf8')))));
    for (const file of readdirSync('dist', { recursive: true, withFileTypes: true }))
      if (file.isFile() && /\.(js|css|svg|json)$/.test(file.name)) pack(join(file.parentPath, file.name));
    // The stamp that the next build compares with: newer than anything it was made from.
    utimesSync(page, new Date(), new Date());
  }
});
