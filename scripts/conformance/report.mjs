// Counts outcomes and prints them as a table.

import { collections, expectsError, isIso } from './cases.mjs';
import { needsCatalog } from './standing.mjs';

/** Passed and counted by file, for three groups of rows, those that expect rows and errors. */
export function newTally() {
  return Object.fromEntries([...collections, 'all'].map((file) => [file, newLine()]));
}

function newLine() {
  const rates = () => ({ rows: { passed: 0, counted: 0 }, errors: { passed: 0, counted: 0 } });
  return { plain: rates(), iso: rates(), all: rates(), disposed: 0, doubtful: 0 };
}

/** `standing` is 'counted', or why the row is not. */
export function count(tally, row, { passed, standing }) {
  for (const line of [tally[row.file], tally.all]) {
    if (standing !== 'counted') {
      line[standing] += 1;
      continue;
    }
    for (const group of groupsOf(row)) {
      const rate = expectsError(row) ? line[group].errors : line[group].rows;
      rate.counted += 1;
      if (passed) rate.passed += 1;
    }
  }
}

/** 'plain' are ISO rows that need none of the catalog's features. */
function groupsOf(row) {
  if (!isIso(row)) return ['all'];
  return needsCatalog(row) ? ['iso', 'all'] : ['plain', 'iso', 'all'];
}

const header = [
  'file',
  'ISO without catalog: rows',
  'errors',
  'ISO: rows',
  'errors',
  'all: rows',
  'errors',
  'disposed',
  'doubtful',
];

export function printTally(tally, markdown) {
  const lines = Object.entries(tally)
    .filter(([, line]) => isUsed(line))
    .map(([file, { plain, iso, all, disposed, doubtful }]) => [
      file,
      ...[plain, iso, all].flatMap(({ rows, errors }) => [showRate(rows), showRate(errors)]),
      String(disposed),
      String(doubtful),
    ]);
  return markdown ? asMarkdown(lines) : asColumns(lines);
}

function isUsed({ all, disposed, doubtful }) {
  return all.rows.counted + all.errors.counted + disposed + doubtful > 0;
}

function showRate({ passed, counted }) {
  if (counted === 0) return '–';
  // Rounded down: 100.0 % is all of them.
  return `${passed} of ${counted}, ${(Math.floor((1000 * passed) / counted) / 10).toFixed(1)} %`;
}

function asMarkdown(lines) {
  const rule = header.map((_, i) => (i === 0 ? '---' : '--:'));
  return [header, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function asColumns(lines) {
  const table = [header, ...lines];
  const widths = header.map((_, i) => Math.max(...table.map((cells) => cells[i].length)));
  return table
    .map((cells) =>
      cells.map((c, i) => (i === 0 ? c.padEnd(widths[i]) : c.padStart(widths[i]))).join('   '),
    )
    .join('\n');
}
