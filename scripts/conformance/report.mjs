// Counts outcomes and prints them as a table.

import { collections, expectsError, isDoubtful, isIso } from './cases.mjs';

/** Rows by file: passed and counted, ISO rows and all, those that expect rows and errors. */
export function newTally() {
  return Object.fromEntries([...collections, 'all'].map((file) => [file, newLine()]));
}

function newLine() {
  const rate = () => ({ passed: 0, counted: 0 });
  return {
    iso: { rows: rate(), errors: rate() },
    all: { rows: rate(), errors: rate() },
    doubtful: 0,
  };
}

export function count(tally, row, passed) {
  for (const line of [tally[row.file], tally.all]) {
    if (isDoubtful(row)) {
      line.doubtful += 1;
      continue;
    }
    for (const group of isIso(row) ? [line.iso, line.all] : [line.all]) {
      const rate = expectsError(row) ? group.errors : group.rows;
      rate.counted += 1;
      if (passed) rate.passed += 1;
    }
  }
}

const header = ['file', 'ISO rows', 'ISO errors', 'all rows', 'all errors', 'not counted'];

export function printTally(tally, markdown) {
  const lines = Object.entries(tally)
    .filter(([, { all, doubtful }]) => all.rows.counted + all.errors.counted + doubtful > 0)
    .map(([file, { iso, all, doubtful }]) => [
      file,
      ...[iso.rows, iso.errors, all.rows, all.errors].map(showRate),
      String(doubtful),
    ]);
  return markdown ? asMarkdown(lines) : asColumns(lines);
}

function showRate({ passed, counted }) {
  if (counted === 0) return '–';
  return `${passed} of ${counted}, ${((100 * passed) / counted).toFixed(1)} %`;
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
