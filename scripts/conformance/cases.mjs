// Reads the collections of conformance cases into one form.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const collections = [
  'gqlcompat',
  'zu',
  'opencypher',
  'grafeo',
  'gpml',
  'opengql',
  'graphlite',
];

/** What a source assumes where ISO leaves the choice, for rows that do not say it themselves. */
const assumed = {
  grafeo: { matchMode: 'REPEATABLE ELEMENTS' },
  zu: { matchMode: 'DIFFERENT EDGES' },
};

/** Every case of a collection; an absent file gives none. */
export function readCases(folder, name) {
  const rows = name === 'graphlite' ? readFixtureFile(folder, name) : readLines(folder, name);
  return rows.map((row) => ({ ...row, file: name, options: optionsOf(row, name) }));
}

function readLines(folder, name) {
  const path = join(folder, `${name}.jsonl`);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}

/** The one file with shared fixtures: a case runs its fixture, then its own setup. */
function readFixtureFile(folder, name) {
  const path = join(folder, `${name}.json`);
  if (!existsSync(path)) return [];
  const { fixtures, cases } = JSON.parse(readFileSync(path, 'utf8'));
  return cases.map((row) => ({
    ...row,
    setup: [...(fixtures[row.fixture] ?? []), ...row.setup],
  }));
}

function optionsOf(row, name) {
  const { matchMode, nullOrdering } = { ...assumed[name], ...row.defaults };
  return {
    ...(matchMode !== undefined && { matchMode }),
    // A null that counts as the largest value comes last in ascending order.
    ...(nullOrdering !== undefined && {
      nullOrdering: nullOrdering === 'largest' ? 'last' : 'first',
    }),
  };
}

export function expectsError(row) {
  return row.expect.error !== undefined;
}

export function isIso(row) {
  return row.isoGrammar === true && row.isoGrammarSetup === true;
}

/**
 * Rows whose expectation is in doubt: a person has to look, the source engine itself fails, or the
 * behaviour is marked as one that nobody should copy.
 */
export function isDoubtful(row) {
  return row.review !== undefined || row.upstreamSkip !== undefined || row.quirk === true;
}
