// `npm test`: everything that must hold, stage by stage; a failed stage does not hide the next one.
// `npm test -- planner` runs only the tests whose path contains `planner`.
//
// GRAPHLITE_TEST_REPORT names a folder that receives `stages.json` and `vitest.json`, for scripts
// that count.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { ensure, runTool } from './ensure.mjs';

const filters = process.argv.slice(2);
const reportFolder = process.env.GRAPHLITE_TEST_REPORT;

const checks = [
  {
    name: 'format',
    advice: 'run `npm run format`',
    run: () =>
      runTool('prettier/bin/prettier.cjs', ['--check', '.', '--log-level', 'warn', '--cache']),
  },
  {
    name: 'lint',
    advice: 'run `npm run lint` while mending',
    run: () => runTool('eslint/bin/eslint.js', ['.', '--max-warnings', '0']),
  },
  {
    name: 'types',
    advice: 'run `npm run typecheck` while mending',
    run: () => runTool('typescript/bin/tsc', ['-p', 'tsconfig.json']),
  },
];

const tests = {
  name: 'tests',
  advice: 'run `npm test -- NAME` for one file',
  run: () => runTool('vitest/vitest.mjs', ['run', ...filters, ...reporters()]),
};

function reporters() {
  if (reportFolder === undefined) return [];
  const file = join(reportFolder, 'vitest.json');
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
}

ensure();

const results = [];
for (const stage of filters.length > 0 ? [tests] : [...checks, tests]) {
  process.stdout.write(`\n-- ${stage.name}\n`);
  const begun = performance.now();
  const passed = stage.run() === 0;
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  results.push({ name: stage.name, passed, seconds, advice: stage.advice });
}

if (reportFolder !== undefined) {
  mkdirSync(reportFolder, { recursive: true });
  writeFileSync(join(reportFolder, 'stages.json'), JSON.stringify(results, undefined, 2));
}

process.stdout.write('\n');
for (const { name, passed, seconds, advice } of results) {
  const outcome = passed ? 'passed' : `FAILED (${advice})`;
  process.stdout.write(`${name.padEnd(8)} ${seconds.padStart(6)} s  ${outcome}\n`);
}
if (results.some(({ passed }) => !passed)) process.exitCode = 1;
