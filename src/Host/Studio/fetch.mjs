// Fetches Elsa Studio from the package registry when it is not there. Called by Studio.targets, also by several builds at once.
import { utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install, oneAtATime } from '../../../build/npm.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
process.chdir(folder);

await oneAtATime(folder, () => {
  install();
  // The stamp that the next build compares with the lock file.
  utimesSync(join('node_modules', '.lock-hash'), new Date(), new Date());
});
