// Our own cases, by feature and by mandatory subclause: test/features/*.cases. Each entry has texts
// that must run and, next to them, texts that must be refused. test/features/README.md has the form.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../ensure.mjs';

const folder = join(root, 'test', 'features');
const title = /^(?<code>G[A-Z\d]\d\d|\d+(?:\.\d+)?) (?<name>.+)$/u;
/** `<<a*3>>` is aaa, for texts about lengths. */
const repeated = /<<(.)\*(\d+)>>/gu;
const refusal = /^(?<gqlstatus>[A-Z\d]{5}) (?<text>.+)$/su;

/** Every entry of every file, in order: `{code, name, file, graph, setup, checks, reason}`. */
export function readOwnCases() {
  const files = readdirSync(folder).filter((name) => name.endsWith('.cases'));
  return files.sort().flatMap((file) => parseCases(readFileSync(join(folder, file), 'utf8'), file));
}

/** Exported for tests: what is no entry throws. */
export function parseCases(text, file) {
  const entries = [];
  let graph = [];
  let setup = graph;
  for (const { mark, content } of itemsOf(text, file)) {
    if (mark === 'graph') {
      graph = [];
      setup = graph;
    } else if (mark === 'title') {
      const { code, name } = title.exec(content).groups;
      setup = [];
      entries.push({ code, name, file, graph, setup, checks: [], reason: undefined });
    } else if (mark === '!') {
      setup.push(content);
    } else {
      addTo(entries.at(-1), mark, content);
    }
  }
  return entries;
}

function addTo(entry, mark, content) {
  const last = entry.checks.at(-1);
  if (mark === '+') entry.checks.push({ text: content, expected: undefined });
  else if (mark === '-') entry.checks.push({ ...refusal.exec(content).groups });
  else if (mark === '=') last.expected = content;
  else entry.reason = content;
}

/** Lines with their marks; a line that is indented further belongs to the one before. */
function itemsOf(text, file) {
  const items = [];
  for (const [index, given] of text.split('\n').entries()) {
    const line = given.replaceAll(repeated, (_, what, times) => what.repeat(Number(times)));
    const marked = /^ {2}(?<mark>[-+=!.]) (?<content>.+)$/u.exec(line)?.groups;
    if (line.trim() === '' || line.startsWith('#')) continue;
    if (line === 'graph') items.push({ mark: 'graph', content: '' });
    else if (title.test(line)) items.push({ mark: 'title', content: line });
    else if (marked !== undefined) items.push({ ...marked });
    else if (/^ {4}/u.test(line)) items.at(-1).content += `\n${line.trim()}`;
    else throw new Error(`${file}, line ${index + 1}: ${line}`);
  }
  return items;
}

/**
 * What is wrong with an entry, or undefined. Every check has a database of its own, and what is GQL
 * must be so with `strict` too. `product` is the built package or its source.
 */
export async function problemOf(entry, product) {
  if (entry.checks.length === 0) return entry.reason ?? 'no case';
  for (const strict of [false, true]) {
    for (const check of entry.checks) {
      const problem = await problemOfCheck(entry, check, { ...product, strict });
      if (problem !== undefined) return `${problem}${strict ? ' (strict)' : ''}`;
    }
  }
  return undefined;
}

async function problemOfCheck(entry, { text, gqlstatus, expected }, product) {
  const db = await product.GraphLite.open(':memory:', { strict: product.strict });
  try {
    for (const statement of [...entry.graph, ...entry.setup]) {
      const { error } = await attempt(db, statement, product);
      if (error !== undefined) return `setup: ${describe(error)}`;
    }
    const { error, result } = await attempt(db, text, product);
    if (gqlstatus === error?.gqlstatus) return wrongResult(text, result, expected);
    return error === undefined ? `not refused: ${text}` : describe(error);
  } finally {
    await db.close();
  }
}

async function attempt(db, text, product) {
  try {
    return { result: await db.query(text) };
  } catch (error) {
    if (!(error instanceof product.GqlError)) throw error;
    return { error };
  }
}

function describe({ gqlstatus, message }) {
  return `${gqlstatus} ${message.split('\n')[0]}`;
}

function wrongResult(text, result, expected) {
  if (result === undefined || expected === undefined) return undefined;
  const found = outcomeOf(result);
  return isExpected(found, expected) ? undefined : `${text} gave ${JSON.stringify(found.rows)}`;
}

function outcomeOf(result) {
  const { columns, rows } = result.toJSON();
  return {
    rows: rows.map((row) => columns.map((name) => row[name])),
    statuses: [result.gqlstatus, ...result.statuses.map((status) => status.gqlstatus ?? status)],
  };
}

/** A status: among those of its completion. Rows: these, in any order. */
function isExpected({ rows, statuses }, expected) {
  if (/^[\dA-Z]{5}$/u.test(expected)) return statuses.includes(expected);
  const inOrder = (list) => JSON.stringify(list.map((row) => JSON.stringify(row)).sort());
  return inOrder(rows) === inOrder(JSON.parse(expected));
}
