// Runs the conformance cases on the built package: `npm run conformance`.
//
//   --file NAME       one collection, repeatable
//   --id TEXT         only cases whose id contains the text
//   --failures N      prints N of the failed cases
//   --json FILE       writes the outcome of every case
//   --markdown        prints the table for a README
//   --own             runs our own cases of test/features instead and prints what is wrong
//   --page            writes docs/conformance.md
//   --folder DIR      where the cases lie, ../shared/conformance by default
//   --dist DIR        another build of the package
//   --executor NAME   'compiler' or 'interpreter' for every query
//
// Two rates: cases that expect rows (or only that the text runs), and cases that expect an error,
// which pass only with a GqlError of a fitting class after the whole setup ran. "ISO" are those
// whose texts parse under the published grammar. Doubtful cases run but do not count. Columns,
// values, their order where it matters, and completion conditions are compared; declared column
// types and counts of side effects are not. The exit status is 1 when GraphLite broke its promise
// that every failure is a GqlError.

import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { collections, isIso, readCases } from './conformance/cases.mjs';
import { readClaims } from './conformance/claims.mjs';
import { readDispositions, rottenDispositions } from './conformance/dispositions.mjs';
import { problemOf, readOwnCases } from './conformance/own-cases.mjs';
import { writePage } from './conformance/page.mjs';
import { runAll } from './conformance/pool.mjs';
import { loadProduct } from './conformance/product.mjs';
import { count, newTally, printTally } from './conformance/report.mjs';
import { showExpectation } from './conformance/run-case.mjs';
import { standings } from './conformance/standing.mjs';
import { fail, root } from './ensure.mjs';

const { values: options } = parseArgs({
  options: {
    file: { type: 'string', multiple: true },
    id: { type: 'string' },
    failures: { type: 'string' },
    json: { type: 'string' },
    markdown: { type: 'boolean' },
    own: { type: 'boolean' },
    page: { type: 'boolean' },
    folder: { type: 'string' },
    dist: { type: 'string' },
    executor: { type: 'string' },
  },
});

const dist = resolve(options.dist ?? join(root, 'dist'));
if (options.own === true) {
  await printOwn();
  process.exit();
}

const folder = resolve(options.folder ?? join(root, '..', 'shared', 'conformance'));
if (!existsSync(folder)) {
  process.stdout.write(`The conformance cases are not here (${folder}); nothing was run.\n`);
  process.exit(0);
}

if (options.page === true) {
  await writePage(folder, dist);
  process.exit(0);
}

const rows = selectedCases();
const outcomes = [];
const standingOf = standings(readClaims());
await runAll(rows, { dist, workers: 2, onOutcome: record });
report();

async function printOwn() {
  const product = await loadProduct(dist);
  const entries = readOwnCases().filter(({ code }) => code.startsWith(options.id ?? ''));
  let passed = 0;
  for (const entry of entries) {
    const problem = await problemOf(entry, product);
    if (problem === undefined) passed += 1;
    else process.stdout.write(`${entry.code} ${entry.name}\n  ${problem}\n`);
  }
  process.stdout.write(`${passed} of ${entries.length} of our own entries pass\n`);
}

function selectedCases() {
  const names = options.file?.map((name) => name.replace(/\.jsonl?$/u, '')) ?? collections;
  const unknown = names.find((name) => !collections.includes(name));
  if (unknown !== undefined) fail(`${unknown} is none of ${collections.join(', ')}.`);
  const all = names.flatMap((name) => readCases(folder, name));
  const selected = options.id === undefined ? all : all.filter(({ id }) => id.includes(options.id));
  if (options.executor === undefined) return selected;
  const { executor } = options;
  return selected.map((row) => ({ ...row, options: { ...row.options, executor } }));
}

function record(row, outcome) {
  outcomes.push({ row, standing: standingOf(row), ...outcome });
  if (process.stderr.isTTY && outcomes.length % 50 === 0) {
    process.stderr.write(`\r${outcomes.length} of ${rows.length} `);
  }
}

function report() {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  const tally = newTally();
  for (const outcome of outcomes) count(tally, outcome.row, outcome);
  if (options.json !== undefined) writeOutcomes(options.json);
  printFailures(Number(options.failures ?? 0));
  process.stdout.write(`${printTally(tally, options.markdown === true)}\n`);
  printBugs(outcomes.filter(({ bug }) => bug !== undefined));
  printRotten();
}

function writeOutcomes(file) {
  const plain = outcomes.map(({ row, standing, passed, problem, bug }) => ({
    id: row.id,
    file: row.file,
    iso: isIso(row),
    standing,
    passed,
    ...(problem !== undefined && { problem }),
    ...(bug !== undefined && { bug }),
  }));
  writeFileSync(file, plain.map((outcome) => `${JSON.stringify(outcome)}\n`).join(''));
}

function printFailures(most) {
  const failures = outcomes.filter(({ standing, passed }) => !passed && standing === 'counted');
  for (const { row, problem } of failures.slice(0, most)) {
    const query = row.query.replaceAll('\n', '\n          ');
    process.stdout.write(
      `${row.id}${isIso(row) ? '' : ' (not ISO)'}\n` +
        `  query   ${query}\n  expects ${showExpectation(row)}\n  got     ${problem}\n`,
    );
  }
  if (most > 0) process.stdout.write(`\n${failures.length} failures\n\n`);
}

/** A list of exceptions is only worth something while each of them is one. */
function printRotten() {
  const ids = new Set(collections.flatMap((name) => readCases(folder, name)).map(({ id }) => id));
  const rotten = rottenDispositions(readDispositions(), ids, outcomes);
  if (rotten.length === 0) return;
  process.exitCode = 1;
  process.stdout.write(`\n!! docs/conformance-dispositions.md, ${rotten.length} lines:\n`);
  for (const problem of rotten) process.stdout.write(`!! ${problem}\n`);
}

/** Whatever is thrown and is no GqlError is a bug, and so are hanging and dying. */
function printBugs(bugs) {
  if (bugs.length === 0) return;
  process.exitCode = 1;
  const byMessage = groupBugs(bugs);
  process.stdout.write(`\n!! ${bugs.length} cases ended in something other than a GqlError:\n`);
  const sorted = [...byMessage].sort(([, a], [, b]) => b.length - a.length);
  for (const [message, cases] of sorted.slice(0, 20)) {
    process.stdout.write(`!! ${cases.length} × ${message}\n     ${cases[0].row.id}\n`);
  }
}

function groupBugs(bugs) {
  const groups = new Map();
  for (const entry of bugs) groups.set(entry.bug, [...(groups.get(entry.bug) ?? []), entry]);
  return groups;
}
