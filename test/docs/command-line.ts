import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { transpiled } from '../helpers/transpiled.ts';
import type { Block } from './page.ts';

const root = resolve(import.meta.dirname, '..', '..');

/** A directory for the search path in which `npx graphlite` is the command as it is in `src/`. */
export function commandLine(directory: string): string {
  const main = transpiled('src/cli/main.ts', 'docs');
  copyFileSync(join(root, 'package.json'), join(main, '..', '..', '..', 'package.json'));
  const bin = join(directory, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'npx'), `#!/bin/sh\nshift\nexec '${process.execPath}' '${main}' "$@"\n`);
  chmodSync(join(bin, 'npx'), 0o755);
  return bin;
}

/** What the commands of a block print. */
export function runCommands(bin: string, directory: string, { text }: Block): string {
  const env = {
    ...process.env,
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    XDG_STATE_HOME: join(directory, 'state'),
  };
  return execFileSync('sh', ['-ec', text], { cwd: directory, env, encoding: 'utf8', input: '' })
    .trimEnd()
    .replaceAll(/[ \t]+$/gmu, '');
}
