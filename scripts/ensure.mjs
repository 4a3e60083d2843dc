// Makes a checkout ready to use, with only Node and npm there: the right Node, the dependencies and
// the build. What is already in place is left alone. The other scripts import it; run by itself,
// `node scripts/ensure.mjs` does everything.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Ends the process with one sentence on what to do. */
export function fail(sentence) {
  process.stderr.write(`\ngraphlite: ${sentence}\n`);
  process.exit(1);
}

/** True when `node scripts/x.mjs` started this very module. */
export function isMain(moduleUrl) {
  return process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === moduleUrl;
}

/** Runs a program with the terminal's own input and output and returns its exit status. */
export function run(program, args, options = {}) {
  const result = spawnSync(program, args, { cwd: root, stdio: 'inherit', ...options });
  // A signal, for instance Ctrl-C, leaves no status.
  return result.status ?? 1;
}

/** Runs a JavaScript file of a dependency, without a shell and whatever the platform. */
export function runTool(file, args, options = {}) {
  return run(process.execPath, [join(root, 'node_modules', file), ...args], options);
}

/** Runs npm, which on Windows is a script that needs a shell. */
export function runNpm(args, options = {}) {
  const npm = process.env.npm_execpath;
  if (npm !== undefined && /\.[cm]?js$/u.test(npm)) {
    return run(process.execPath, [npm, ...args], options);
  }
  return run('npm', args, { shell: process.platform === 'win32', ...options });
}

export function ensureNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  // The package runs on every Node 20; the tools that build and test it need 20.19.
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(
    `this is Node ${process.versions.node}, but building GraphLite needs Node 20.19 or later; ` +
      'install a newer one from https://nodejs.org and run the command again.',
  );
}

export function ensureDependencies() {
  const problem = dependencyProblem();
  if (problem === undefined) return;
  process.stderr.write(`Installing dependencies, because ${problem} ...\n`);
  // Development dependencies too, whatever NODE_ENV says: the compiler is one of them.
  if (runNpm(['ci', '--include=dev', '--no-audit', '--no-fund']) !== 0) {
    fail(
      "the dependencies could not be installed; check the network and npm's messages above, " +
        'then run `npm ci` by hand.',
    );
  }
}

/**
 * Compares what is installed with what is locked. Times of files would be quicker and wrong: npm
 * writes the two records in either order, and a checkout sets new times on old content.
 */
function dependencyProblem() {
  const installedFile = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return 'node_modules is missing';
  const installed = readPackages(installedFile);
  const locked = readPackages(join(root, 'package-lock.json'));
  for (const [path, entry] of Object.entries(locked)) {
    // Optional packages are those of other platforms.
    if (path === '' || entry.optional === true) continue;
    if (installed[path]?.version !== entry.version) return `${path} is not as locked`;
  }
  return undefined;
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch (error) {
    return fail(`${file} cannot be read (${error.message}); restore it and run \`npm ci\`.`);
  }
}

export function ensureBuild() {
  if (isBuilt()) return;
  process.stderr.write('Building GraphLite ...\n');
  // The build says itself what went wrong and what to do.
  if (run(process.execPath, [join(root, 'scripts', 'build.mjs')]) !== 0) process.exit(1);
}

/** The time of this file is when the last successful build began. */
export const buildStamp = join(root, 'dist', '.built');

function isBuilt() {
  if (!existsSync(buildStamp) || !existsSync(join(root, 'dist', 'index.js'))) return false;
  const builtAtMs = statSync(buildStamp).mtimeMs;
  const inputs = ['src', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
  return inputs.every((input) => newestMs(join(root, input)) <= builtAtMs);
}

/** Folders count as well: theirs is the time of the last file added or removed. */
function newestMs(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return isNoInput(path) ? 0 : stat.mtimeMs;
  const inside = readdirSync(path).map((name) => newestMs(join(path, name)));
  return Math.max(stat.mtimeMs, ...inside);
}

function isNoInput(path) {
  return path.endsWith('.test.ts') || path.endsWith('.md');
}

export function ensure() {
  ensureNode();
  ensureDependencies();
  ensureBuild();
}

if (isMain(import.meta.url)) ensure();
