import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TranscriptCase } from './transcript.ts';
import { parseTranscript } from './transcript.ts';

/** What a case gives, in the form of its expectation. */
export type RunCase = (test: TranscriptCase) => string[] | Promise<string[]>;

/** Declares the cases of all transcripts of a folder as tests. */
export async function declareTranscripts(folder: string, runCase: RunCase): Promise<void> {
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.test'))) {
    const file = path.join(folder, name);
    const cases = parseTranscript(readFileSync(file, 'utf8'));
    if (process.env['UPDATE_GQL_TESTS'] === '1') await update(file, cases, runCase);
    describe(name, () => {
      it.each(cases.map((test) => [`${test.title} (line ${test.line})`, test] as const))(
        '%s',
        async (_title, test) => {
          expect(test.expected).not.toEqual([]);
          expect(await runCase(test)).toEqual(inOrder(test));
        },
      );
    });
  }
}

/** The expectation with rows in the order that a case without an order is compared in. */
function inOrder({ expected, ordered }: TranscriptCase): string[] {
  return ordered ? [...expected] : withSortedRows(expected);
}

/** The line of names, then the others in an order of their own. */
export function withSortedRows(lines: readonly string[]): string[] {
  return [...lines.slice(0, 1), ...lines.slice(1).sort()];
}

/** Writes what each case gives under its line of dashes. */
async function update(
  file: string,
  cases: readonly TranscriptCase[],
  runCase: RunCase,
): Promise<void> {
  const lines = readFileSync(file, 'utf8').split('\n');
  for (const test of [...cases].reverse()) {
    const next = lines.findIndex((line, i) => i >= test.line && line.startsWith('== '));
    const end = next < 0 ? lines.length : next;
    const dashes = lines.findIndex(
      (line, i) => i >= test.line && i < end && line.startsWith('----'),
    );
    const head = dashes < 0 ? end : dashes + 1;
    const title = dashes < 0 ? ['----'] : [];
    lines.splice(head, end - head, ...title, ...(await runCase(test)), '');
  }
  writeFileSync(file, lines.join('\n').trimEnd() + '\n');
}
