// A short tour of GQL on a small history of computing: `npm start`. On a terminal it ends in the
// REPL, on the same graph.

import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { GraphLite } from 'graphlite';
import { queries } from './queries.mjs';

const db = await GraphLite.open();
await db.query(readFileSync(new URL('computing.gql', import.meta.url), 'utf8'));
await introduce();
for (const query of queries) await show(query);
await finish();

async function introduce() {
  const { rows } = await db.query(
    `MATCH (n) RETURN COUNT(*) AS nodes
     NEXT MATCH ()-[e]->() RETURN nodes, COUNT(e) AS edges`,
  );
  const [{ nodes, edges }] = rows;
  print(`A history of computing in ${nodes} nodes and ${edges} edges, in memory.\n`);
}

async function show({ sentence, text, parameters }) {
  const result = await db.query(text, parameters);
  print(`-- ${sentence}\n`);
  print(text);
  for (const [name, value] of Object.entries(parameters ?? {})) print(`   $${name} is '${value}'`);
  print(`\n${String(result)}\n`);
}

/** Where nobody can type the tour is over; the same graph is one command away otherwise. */
async function finish() {
  const repl = new URL('../../dist/cli/repl.js', import.meta.url);
  if (process.stdin.isTTY && process.stdout.isTTY && existsSync(repl)) {
    print('Your turn: end a query with a semicolon; `help` and `exit` help and exit.\n');
    const { startRepl } = await import(repl.href);
    await startRepl(db, {});
  }
  await db.close();
}

function print(text) {
  process.stdout.write(`${text}\n`);
}
