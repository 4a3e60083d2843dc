// Times the benchmark's queries against hand-written loops over typed arrays: `npm run bench`.
//
//   --persons N     the size of the graph, 10,000 by default
//   --rows a,b      only these rows
//   --rounds N      interleaved rounds that the medians are of, 9 by default
//   --json          prints JSON instead of a table
//   --check         fails where a look-up takes over 20 µs, parsing and binding over 50 µs,
//                   a commit or a row of scale.mjs more than is said there, or another row over
//                   50 times its limit
//
// Every answer is compared with that of the loops first; a wrong one ends the run with status 1.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { GraphLite } from 'graphlite';
import { commitRows } from './commits.mjs';
import { frontRow } from './front.mjs';
import { generatedGraph, importGraph } from './graph.mjs';
import { loadLimitLoops } from './limit-loops.mjs';
import { benchmarkRows, wrongAnswers } from './rows.mjs';
import { scaleRows } from './scale.mjs';
import { timeSides } from './timing.mjs';

const mostTimes = 50;
const mostLookupMs = 0.02;

const { values: options } = parseArgs({
  options: {
    persons: { type: 'string', default: '10000' },
    rows: { type: 'string' },
    rounds: { type: 'string', default: '9' },
    json: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
  },
});

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const shared = join(root, '..', 'shared', 'bench');
if (!existsSync(shared)) {
  process.stdout.write(`The benchmark's queries are not here (${shared}); nothing was run.\n`);
  process.exit(0);
}

const queries = JSON.parse(readFileSync(join(shared, 'queries.json'), 'utf8'));
const cache = join(root, 'node_modules', '.cache', 'graphlite-bench');
const folder = generatedGraph(cache, join(shared, 'generate.mjs'), Number(options.persons));
const limit = await loadLimitLoops(join(shared, 'limit.mjs'), folder);

const db = await GraphLite.open();
const begun = performance.now();
await importGraph(db, queries.schema, folder);
const importMs = performance.now() - begun;

const names = options.rows?.split(',');
const results = selectedRows().map(measure);
await db.close();
if (names === undefined || names.includes(frontRow.name)) results.push(time(frontRow));
results.push(...(await selectedCommitRows()), ...(await selectedScaleRows()));
if (results.length === 0) throw new Error(`there is no row ${options.rows}`);
print(results);
judge(results);

function selectedRows() {
  return benchmarkRows(db, names === undefined ? queries : only(), limit);
}

async function selectedCommitRows() {
  const isWanted = (name) => names === undefined || names.includes(name);
  if (!['commit', 'commit64'].some(isWanted)) return [];
  return (await commitRows(Number(options.rounds))).filter(({ name }) => isWanted(name));
}

async function selectedScaleRows() {
  const rows = [];
  for (const [name, time] of Object.entries(scaleRows)) {
    if (names === undefined || names.includes(name)) rows.push(await time(Number(options.rounds)));
  }
  return rows;
}

/** Texts of other rows are not even prepared. */
function only() {
  const pick = (group) =>
    Object.fromEntries(Object.entries(group).filter(([name]) => names.includes(name)));
  return {
    perStart: pick(queries.perStart),
    perPair: pick(queries.perPair),
    whole: pick(queries.whole),
  };
}

function measure(row) {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${row.name}`);
  const wrong = wrongAnswers(row);
  return wrong.length > 0 ? { name: row.name, wrong } : time(row);
}

function time({ name, ours, limit: loop, inputs, mostMs }) {
  const [ms, limitMs] = timeSides([ours, loop], inputs, Number(options.rounds));
  return { name, ms, limitMs, ratio: ms / limitMs, ...(mostMs !== undefined && { mostMs }) };
}

function print(rows) {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  const { persons, follows } = limit.probe;
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ persons, follows, importMs, rows })}\n`);
    return;
  }
  process.stdout.write(
    `${persons} persons, ${follows} FOLLOWS edges, Node ${process.versions.node}, ` +
      `imported in ${(importMs / 1_000).toFixed(2)} s\n\n` +
      '| row | ms | limit ms | ratio |\n|---|--:|--:|--:|\n',
  );
  for (const row of rows) process.stdout.write(`${tableLine(row)}\n`);
}

function tableLine({ name, ms, limitMs, ratio, wrong }) {
  if (wrong === undefined) {
    return `| ${name} | ${digits(ms)} | ${digits(limitMs)} | ${digits(ratio)} |`;
  }
  const { input, expected, actual } = wrong[0];
  const [wanted, got] = [expected, actual].map((value) => JSON.stringify(value)?.slice(0, 200));
  return `| ${name} | wrong: ${wrong.length} answers, for ${JSON.stringify(input)} ${got} instead of ${wanted} |`;
}

/** Three digits that count, without an exponent. */
function digits(value) {
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(value)));
  return value.toFixed(Math.min(decimals, 6));
}

function judge(rows) {
  if (rows.some(({ wrong }) => wrong !== undefined)) process.exitCode = 1;
  if (!options.check) return;
  for (const { name, ms, ratio, mostMs, mostTimesLimit = mostTimes } of rows) {
    // The limit of a look-up is reading one array element, which says nothing about a query.
    const most = name === 'lookup' ? mostLookupMs : mostMs;
    const slow = most === undefined ? ratio > mostTimesLimit : ms > most;
    if (!slow) continue;
    process.stderr.write(`too slow: ${name}, ${digits(ms)} ms, ${digits(ratio)} times its limit\n`);
    process.exitCode = 1;
  }
}
