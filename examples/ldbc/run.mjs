// The queries of the LDBC social network benchmark on an imported graph:
//
//   node examples/ldbc/run.mjs DATA_DIR < requests.jsonl
//
// DATA_DIR has the benchmark's CSV files in `dynamic/` and `static/`. Each line of standard input
// is {"query": "IC1", "params": {"personId": "933", "firstName": "Jose"}}; for each, in the same
// order, a line {"rows": [[…], …]} or {"error": {…}} goes to standard output.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const dataFolder = process.argv[2];
if (dataFolder === undefined || !existsSync(join(dataFolder, 'dynamic'))) {
  process.stderr.write('usage: node examples/ldbc/run.mjs DATA_DIR < requests.jsonl\n');
  process.exit(2);
}

const { GraphLite, GqlError } = await loadPackage();
const db = await GraphLite.open();
await importFolder(db, dataFolder);

const statements = new Map();
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  if (line.trim() !== '') process.stdout.write(`${JSON.stringify(await answer(line))}\n`);
}
await db.close();

/** In a program of your own this is `import { GraphLite } from 'graphlite'`. */
async function loadPackage() {
  const checkout = join(folder, '..', '..');
  const built = join(checkout, 'dist', 'index.js');
  if (!existsSync(built)) {
    // What the build says must not end up between the answers.
    const script = join(checkout, 'scripts', 'ensure.mjs');
    const { status } = spawnSync(process.execPath, [script], { stdio: ['ignore', 2, 2] });
    if (status !== 0) process.exit(1);
  }
  return import('graphlite');
}

/** The mapping says which file holds which nodes and edges, relative to the data's folder. */
async function importFolder(database, path) {
  const mapping = JSON.parse(readFileSync(join(folder, 'mapping.json'), 'utf8'));
  const inFolder = (entry) => ({ ...entry, file: join(path, entry.file) });
  const counts = await database.import({
    ...mapping,
    nodes: mapping.nodes.map(inFolder),
    edges: mapping.edges.map(inFolder),
  });
  process.stderr.write(`imported ${JSON.stringify(counts)}\n`);
}

async function answer(line) {
  try {
    const { query, params = {} } = JSON.parse(line);
    const statement = prepared(query);
    const result = await statement.query(typed(params));
    const names = result.columns.map((column) => column.name);
    return { rows: result.rows.map((row) => names.map((name) => plain(row[name]))) };
  } catch (error) {
    if (error instanceof GqlError) return { error };
    return { error: { message: error.message } };
  }
}

/** A prepared statement keeps its plan and its compiled code from one request to the next. */
function prepared(query) {
  let statement = statements.get(query);
  if (statement === undefined) {
    if (!/^I[CS]\d+$/u.test(query)) throw new Error(`there is no query ${query}`);
    const file = join(folder, `${query.toLowerCase()}.gql`);
    if (!existsSync(file)) throw new Error(`there is no query ${query}`);
    statement = db.prepare(readFileSync(file, 'utf8'));
    statements.set(query, statement);
  }
  return statement;
}

/** The benchmark writes parameters as texts; identities, dates and spans of days are numbers. */
function typed(params) {
  const entries = Object.entries(params).map(([name, value]) => {
    const isNumber = /(?:Id|Date|Days)$/u.test(name) && /^-?\d+$/u.test(value);
    return [name, isNumber ? Number(value) : value];
  });
  return Object.fromEntries(entries);
}

/** JSON has no integers beyond 2^53. */
function plain(value) {
  return typeof value === 'bigint' ? String(value) : value;
}
