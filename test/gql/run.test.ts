import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCase } from './run-case.ts';
import type { TranscriptCase } from './transcript.ts';
import { parseTranscript } from './transcript.ts';

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((name) => name.endsWith('.test'));

describe.each(files)('%s', (name) => {
  const file = path.join(folder, name);
  const cases = parseTranscript(readFileSync(file, 'utf8'));
  if (process.env['UPDATE_GQL_TESTS'] === '1') update(file, cases);

  it.each(cases.map((test) => [`${test.title} (line ${test.line})`, test] as const))(
    '%s',
    (_title, test) => {
      expect(test.expected).not.toEqual([]);
      expect(runCase(test)).toEqual(inOrder(test));
    },
  );
});

/** The expectation with rows in the order that a case without an order is compared in. */
function inOrder(test: TranscriptCase): string[] {
  const { expected, ordered } = test;
  return ordered ? [...expected] : [...expected.slice(0, 1), ...expected.slice(1).sort()];
}

/** Writes what each case gives under its line of dashes. */
function update(file: string, cases: readonly TranscriptCase[]): void {
  const lines = readFileSync(file, 'utf8').split('\n');
  for (const test of [...cases].reverse()) {
    const next = lines.findIndex((line, i) => i >= test.line && line.startsWith('== '));
    const end = next < 0 ? lines.length : next;
    const dashes = lines.findIndex(
      (line, i) => i >= test.line && i < end && line.startsWith('----'),
    );
    const head = dashes < 0 ? end : dashes + 1;
    const title = dashes < 0 ? ['----'] : [];
    lines.splice(head, end - head, ...title, ...runCase(test), '');
  }
  writeFileSync(file, lines.join('\n').trimEnd() + '\n');
}
