// What the builds with Node.js share: one of them works in a folder at a time, and packages are installed only when the lock file changed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function take(lock) {
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

/** Several builds may want the same at once: the first one works, the others wait and find its result. */
export async function oneAtATime(folder, work) {
  const lock = join(folder, '.building');
  await take(lock);
  try {
    await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

export function run(command, args) {
  // npm is a script file on Windows, which only a shell can start.
  execFileSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
}

/** Installs the packages of the present folder. */
export function install() {
  const hash = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
  const stamp = join('node_modules', '.lock-hash');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  // No package may run a script of its own while it is installed.
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error']);
  writeFileSync(stamp, hash);
}
