import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TranscriptCase } from '../transcript.ts';
import { parseTranscript } from '../transcript.ts';
import { optionsOf, runOn } from './run-case.ts';

/**
 * The first graph that a program works on is that of its query. A definition in front that works on
 * another one makes every pattern and update behind it one on another graph, which must not change
 * what they give.
 */
const OUTSIDE = 'VALUE outside_ = EXISTS { USE outside MATCH (n) RETURN n }';

/** What takes no definition in front, and what lists the names that are known. */
const NO_PROCEDURE = /^(?:CREATE|DROP|SESSION|START|COMMIT|ROLLBACK|EXPLAIN|AT)\b/iu;

const folder = path.join(import.meta.dirname, '..');
const files = readdirSync(folder).filter((name) => name.endsWith('.test'));

describe.each(files)('%s on another graph than that of the query', (name) => {
  const cases = parseTranscript(readFileSync(path.join(folder, name), 'utf8'));
  const suitable = cases.filter(
    ({ programs }) => !programs.some((text) => NO_PROCEDURE.test(text)),
  );

  it.each(suitable.map((test) => [`${test.title} (line ${test.line})`, test] as const))(
    '%s',
    async (_title, test) => {
      const options = { ...optionsOf(test.settings), executor: 'interpreter' } as const;
      expect(await runOn(behindBorder(test), options)).toEqual(await runOn(test, options));
    },
  );
});

function behindBorder(test: TranscriptCase): TranscriptCase {
  const programs = test.programs.map((text) => `${OUTSIDE} ${text}`);
  return { ...test, setup: [...test.setup, 'CREATE GRAPH outside ANY'], programs };
}
