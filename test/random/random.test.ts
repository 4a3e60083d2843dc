import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { explore } from './explore.ts';

/**
 * Compiled, interpreted and reference answers to random queries, where it is asked for:
 * `GRAPHLITE_SECONDS=600 GRAPHLITE_SEED=7 npx vitest run test/random`. It is no part of `npm test`
 * until the disagreements that the README of this folder lists are settled.
 */
const seed = Number(process.env['GRAPHLITE_SEED'] ?? 1);
const asked = process.env['GRAPHLITE_SECONDS'];
const seconds = Number(asked ?? 20);
const traceFile = process.env['GRAPHLITE_TRACE'];
const executors = process.env['GRAPHLITE_EXECUTORS']?.split(',');
const maxFailures = Number(process.env['GRAPHLITE_FAILURES'] ?? 3);

it.runIf(asked !== undefined)(
  'random queries have the same answers everywhere',
  { timeout: (seconds + 120) * 1_000 },
  async () => {
    const { failures, counts } = await explore({
      seed,
      seconds,
      maxFailures,
      ...(executors !== undefined && { executors }),
      ...(traceFile !== undefined && { trace: (text) => writeFileSync(traceFile, text) }),
    });
    if (process.env['GRAPHLITE_COUNTS'] !== undefined) {
      console.log(
        [...counts]
          .sort((a, b) => b[1] - a[1])
          .map(([k, n]) => `${n} ${k}`)
          .join('\n'),
      );
    }
    expect(failures.join('\n\n')).toBe('');
    expect([...counts.values()].reduce((sum, n) => sum + n, 0)).toBeGreaterThan(seconds);
  },
);
