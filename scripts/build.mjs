// Builds `dist/` from `src/`: `npm run build`.

import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { buildStamp, ensureDependencies, ensureNode, fail, root, runTool } from './ensure.mjs';

const source = join(root, 'src');
const output = join(root, 'dist');

ensureNode();
ensureDependencies();

const begun = new Date();
if (runTool('typescript/bin/tsc', ['-p', 'tsconfig.build.json', ...process.argv.slice(2)]) !== 0) {
  fail('the build failed; mend what the compiler reports above and run the command again.');
}
removeOrphans();
markExecutable(join(output, 'cli', 'main.js'));
mkdirSync(dirname(buildStamp), { recursive: true });
writeFileSync(buildStamp, '');
// The time of the beginning, so that a file saved during the build counts as newer.
utimesSync(buildStamp, begun, begun);

/** The compiler leaves the output of files that are gone; a package must not contain it. */
function removeOrphans() {
  if (!existsSync(output)) return;
  for (const entry of readdirSync(output, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const stem = /^(.+?)(?:\.d\.ts|\.js)(?:\.map)?$/u.exec(relative(output, path))?.[1];
    if (stem === undefined || !entry.isFile()) continue;
    if (!existsSync(join(source, `${stem}.ts`))) rmSync(path);
  }
}

/** npm does this when it installs a package, but nobody does it in a checkout. */
function markExecutable(file) {
  if (existsSync(file)) chmodSync(file, 0o755);
}
