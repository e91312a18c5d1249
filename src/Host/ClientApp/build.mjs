// Builds the client into dist/: installs the packages when the lock file changed, and packs every file that gains by it.
// Called by ClientApp.targets; several builds may call it at once, so the first one works and the others wait for its result.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { firstLoads } from './first-loads.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
process.chdir(folder);
const lock = join(folder, '.building');
const page = join(folder, 'dist', 'index.html');
const wanted = Date.now();

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function takeLock() {
  for (;;) {
    try {
      mkdirSync(lock);
      writeFileSync(join(lock, 'pid'), String(process.pid));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    // Somebody who was killed leaves the lock behind; an empty one is just being taken, unless it is old.
    const pidFile = join(lock, 'pid');
    const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : 0;
    const dead = pid > 0 ? !isRunning(pid) : existsSync(lock) && Date.now() - statSync(lock).mtimeMs > 10_000;
    if (dead) rmSync(lock, { recursive: true, force: true });
    else await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function run(command, args) {
  // npm is a script file on Windows, which only a shell can start.
  execFileSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
}

function install() {
  const hash = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
  const stamp = join('node_modules', '.lock-hash');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  // No package may run a script of its own while it is installed.
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error']);
  writeFileSync(stamp, hash);
}

function pack(path) {
  const content = readFileSync(path);
  const packed = [
    ['.br', brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } })],
    ['.gz', gzipSync(content, { level: 9 })],
  ];
  for (const [ending, bytes] of packed) if (bytes.length < content.length) writeFileSync(path + ending, bytes);
}

await takeLock();
try {
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
} finally {
  rmSync(lock, { recursive: true, force: true });
}
