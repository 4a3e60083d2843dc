// The benchmark's rows for what must not grow with the database: texts that differ in a literal,
// many label sets in a graph, many schemas and graphs in a catalog.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GraphLite } from 'graphlite';
import { timeSides } from './timing.mjs';

const persons = 5_000;
const labelSets = 1_000;
const schemas = 10_000;
const operations = 200;

const byLiteral = (id) => `MATCH (p:Person {id: ${id}}) RETURN p.name AS name`;
const byParameter = 'MATCH (p:Person {id: $id}) RETURN p.name AS name';
const oneLabel = 'MATCH (p:Person {id: $id})-[:KNOWS]->(q:Person) RETURN q.id AS id';

/**
 * - `literals`: a look-up whose text nobody has seen; the limit is the same with a parameter.
 * - `labels`: a step from one label to itself among a thousand label sets; the limit is that in a
 *   graph that has no other label set.
 * - `catalog`, `catalogDisk`: one CREATE or DROP of a SCHEMA or GRAPH among ten thousand, in
 *   memory and on disk; the limit is that in an empty catalog.
 * - `open`: opening the directory of that catalog; the limit is opening one without.
 */
export const scaleRows = {
  literals: timeLiterals,
  labels: timeLabels,
  catalog: () => timeCatalog(''),
  catalogDisk: () => inFolder(timeCatalog),
  open: (rounds) => inFolder((folder) => timeOpen(folder, rounds)),
};

async function timeLiterals(rounds) {
  const db = await GraphLite.open();
  fill(db, 1);
  let seen = 0;
  const ours = () => db.querySync(byLiteral(seen++)).rows;
  const prepared = db.prepare(byParameter);
  let given = 0;
  const limit = () => prepared.querySync({ id: given++ }).rows;
  return row('literals', timeSides([ours, limit], [0], rounds), { mostMs: 0.05 });
}

async function timeLabels(rounds) {
  const graphs = [labelSets, 1].map(async (sets) => {
    const db = await GraphLite.open();
    fill(db, sets);
    const prepared = db.prepare(oneLabel);
    return (id) => prepared.querySync({ id }).rows;
  });
  const ids = Array.from({ length: 100 }, (_, i) => i + 1);
  const times = timeSides(await Promise.all(graphs), ids, rounds);
  return row('labels', times, { mostTimesLimit: 1.3 });
}

function fill(db, sets) {
  db.querySync('CREATE INDEX person_id FOR (p:Person) ON (p.id)');
  db.querySync(`FOR i IN RANGE(1, ${persons}) INSERT (:Person {id: i, name: 'n'})`);
  db.querySync('MATCH (p:Person), (q:Person {id: p.id + 1}) INSERT (p)-[:KNOWS]->(q)');
  inTransaction(db, sets - 1, (i) => `INSERT (:L${i} {id: ${i}})-[:KNOWS]->(:L${i})`);
}

/** Medians of one operation each, since a disk now and then takes its time. */
async function timeCatalog(folder) {
  const times = [];
  for (const size of [schemas, 0]) {
    const db = await GraphLite.open(folder && join(folder, `db${size}`));
    fillCatalog(db, size);
    times.push(timeOperations(db));
    await db.close();
  }
  return row(folder === '' ? 'catalog' : 'catalogDisk', times, { mostMs: 5 });
}

function timeOperations(db) {
  const samples = [];
  for (let i = 0; i < operations; i++) {
    const statements = [
      `CREATE SCHEMA /new${i}`,
      `CREATE GRAPH /new${i}/g ANY`,
      `DROP GRAPH /new${i}/g`,
      `DROP SCHEMA /new${i}`,
    ];
    for (const statement of statements) {
      const begun = performance.now();
      db.querySync(statement);
      samples.push(performance.now() - begun);
    }
  }
  return median(samples);
}

async function timeOpen(folder, rounds) {
  const sizes = [schemas, 0];
  const path = (size) => join(folder, `db${size}`);
  for (const size of sizes) {
    const db = await GraphLite.open(path(size));
    fillCatalog(db, size);
    await db.close();
  }
  const samples = sizes.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, size] of sizes.entries()) {
      const begun = performance.now();
      const db = await GraphLite.open(path(size));
      samples[i].push(performance.now() - begun);
      await db.close();
    }
  }
  return row('open', samples.map(median), { mostMs: 100 });
}

function fillCatalog(db, size) {
  inTransaction(db, size, (i) => `CREATE SCHEMA /s${i}`);
  inTransaction(db, size, (i) => `CREATE GRAPH /s${i}/g ANY`);
}

function inTransaction(db, count, statement) {
  db.querySync('START TRANSACTION');
  for (let i = 1; i <= count; i++) db.querySync(statement(i));
  db.querySync('COMMIT');
}

async function inFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), 'graphlite-bench-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function row(name, [ms, limitMs], most) {
  return { name, ms, limitMs, ratio: ms / limitMs, ...most };
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
