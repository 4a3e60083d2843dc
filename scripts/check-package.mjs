// Checks the package as its users get it: packs it, installs the tarball into an empty folder and
// uses it there from JavaScript, from TypeScript and on the command line. Expects a build.
// Exits with 1 when a check fails; `--report FILE` writes `{"passed": n, "failed": n}`.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { root } from './ensure.mjs';

const { values: options } = parseArgs({ options: { report: { type: 'string' } } });
const temporary = mkdtempSync(join(tmpdir(), 'graphlite-package-'));
const user = join(temporary, 'user');
const counts = { passed: 0, failed: 0 };

const program = `
import { GraphLite, gql, GqlError } from 'graphlite';

const db = await GraphLite.open();
await db.query("INSERT (:Person {name: 'Ada', born: 1815})-[:KNOWS]->(:Person {name: 'Charles', born: 1791})");
const result = await db.query(
  'MATCH (p:Person)-[:KNOWS]->(f) WHERE p.name = $name RETURN f.name AS friend, f.born AS born',
  { name: 'Ada' },
);
const name = 'Charles';
const tagged = await db.query(gql\`MATCH (p:Person {name: \${name}}) RETURN p.born AS born\`);
let code = 'no error';
try {
  await db.query('MATCH (p RETURN p');
} catch (error) {
  code = error instanceof GqlError ? error.gqlstatus : String(error);
}
await db.close();
console.log(JSON.stringify([result.rows, tagged.rows, code]));
`;

const answer = JSON.stringify([[{ friend: 'Charles', born: 1791 }], [{ born: 1791 }], '42001']);

const typedProgram = `
import { GraphLite, GqlError } from 'graphlite';

const db: GraphLite = await GraphLite.open(':memory:');
const result = await db.query<{ n: number }>('RETURN 1 AS n');
const numbers: number[] = result.rows.map((row) => row.n);
// @ts-expect-error: a row has the columns that its type names and no others.
result.rows.map((row) => row.missing);
await db.close();
export { numbers, GqlError };
`;

const compilerOptions = {
  strict: true,
  noEmit: true,
  target: 'es2023',
  lib: ['es2023', 'esnext.disposable', 'dom'],
  module: 'nodenext',
  // The declarations themselves are checked too: they must not lean on anything unpublished.
  skipLibCheck: false,
  types: [],
};

const checks = {
  'npm pack makes a tarball': () => {
    const made = call('npm', ['pack', '--pack-destination', temporary, '--ignore-scripts'], root);
    if (made.status !== 0) return made.output;
    return tarball() === undefined ? 'no tarball' : undefined;
  },
  'the tarball installs into an empty folder': () => {
    const flags = ['--no-audit', '--no-fund', '--prefer-offline'];
    const installed = call('npm', ['install', ...flags, join(temporary, tarball() ?? '')], user);
    return installed.status === 0 ? undefined : installed.output;
  },
  'it holds no tests, sources or build records': () => {
    const files = readdirSync(join(user, 'node_modules', 'graphlite'), { recursive: true });
    const odd = files.filter((file) => /\.test\.|tsbuildinfo|\.built|^src|^test/u.test(file));
    return odd.length === 0 ? undefined : odd.join(', ');
  },
  'a program opens a database, inserts and queries': () => {
    const ran = call(process.execPath, ['program.mjs'], user);
    return ran.status === 0 && ran.output.trim() === answer ? undefined : ran.output;
  },
  'a TypeScript program finds the types': () => {
    const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const compiled = call(process.execPath, [compiler, '-p', user], user);
    return compiled.status === 0 ? undefined : compiled.output;
  },
  'npx graphlite version answers': () => {
    const ran = call('npx', ['--no', '--', 'graphlite', 'version'], user);
    return ran.status === 0 && /\b\d+\.\d+\.\d+/u.test(ran.output) ? undefined : ran.output;
  },
};

function tarball() {
  return readdirSync(temporary).find((name) => name.endsWith('.tgz'));
}

/** Runs a program to its end, with no input, and returns all that it wrote. */
function call(command, args, cwd) {
  const shell = process.platform === 'win32' && command !== process.execPath;
  const options = { cwd, shell, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] };
  const { status, stdout, stderr, error } = spawnSync(command, args, options);
  const warnings = /^npm (?:warn|notice).*\n/gmu;
  const output = `${stdout ?? ''}${(stderr ?? '').replace(warnings, '')}${error?.message ?? ''}`;
  return { status, output };
}

/** A check returns what is wrong, if anything. */
function perform(name, check) {
  let problem;
  try {
    problem = check();
  } catch (error) {
    problem = String(error);
  }
  counts[problem === undefined ? 'passed' : 'failed'] += 1;
  process.stdout.write(`${problem === undefined ? 'ok    ' : 'FAILED'} ${name}\n`);
  if (problem !== undefined) process.stdout.write(`${problem.replace(/^/gmu, '       ')}\n`);
}

process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

mkdirSync(user);
writeFileSync(join(user, 'package.json'), '{"private": true, "type": "module"}\n');
writeFileSync(join(user, 'program.mjs'), program);
writeFileSync(join(user, 'program.ts'), typedProgram);
const configuration = { compilerOptions, files: ['program.ts'] };
writeFileSync(join(user, 'tsconfig.json'), JSON.stringify(configuration));

for (const [name, check] of Object.entries(checks)) perform(name, check);

if (options.report !== undefined) writeFileSync(options.report, JSON.stringify(counts));
if (counts.failed > 0) process.exitCode = 1;
