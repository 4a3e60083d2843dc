import './small-slices.ts';
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Exploration, Findings } from './explore.ts';
import { explore } from './explore.ts';
import type { Settings } from './random-case.ts';
import { Watchdog } from './watchdog.ts';

/** Graphs for each of the four tests, which are the same on every machine. */
const GRAPHS = 90;
/** Where a slow machine stops. */
const MOST_SECONDS = 60;

const asked = process.env['GRAPHLITE_SECONDS'];
const seconds = asked === undefined ? MOST_SECONDS : Number(asked);

/**
 * Compiled, interpreted and reference answers to random queries, in one match mode and with nulls
 * at either end. The variables of the environment are in the README of this folder.
 */
export function randomTests(matchMode: Settings['matchMode']): void {
  describe(`random queries have the same answers everywhere, ${matchMode}`, () => {
    it.each(['last', 'first'] as const)(
      'nulls %s',
      { timeout: (seconds + 300) * 1_000 },
      async (nullOrdering) => {
        const watchdog = new Watchdog();
        const { failures, counts } = await explore(
          exploration({ matchMode, nullOrdering }, watchdog),
        );
        await watchdog.close();
        if (process.env['GRAPHLITE_COUNTS'] !== undefined) console.log(countsText(counts));
        expect(failures.join('\n\n')).toBe('');
        expect([...counts.values()].reduce((sum, n) => sum + n, 0)).toBeGreaterThan(0);
      },
    );
  });
}

function exploration(choices: Exploration['choices'], watchdog: Watchdog): Exploration {
  const traceFile = process.env['GRAPHLITE_TRACE'];
  const executors = process.env['GRAPHLITE_EXECUTORS']?.split(',');
  return {
    // Each test has seeds of its own, so that they do not all look at the same graphs.
    seed: Number(process.env['GRAPHLITE_SEED'] ?? firstSeed(choices)),
    seconds,
    ...(asked === undefined && { graphs: GRAPHS }),
    choices,
    maxFailures: Number(process.env['GRAPHLITE_FAILURES'] ?? 3),
    ...(executors !== undefined && { executors }),
    trace: (text) => {
      watchdog.running(text);
      if (traceFile !== undefined) writeFileSync(traceFile, text);
    },
  };
}

function firstSeed({ matchMode, nullOrdering }: Exploration['choices']): number {
  return (matchMode === 'DIFFERENT EDGES' ? 0 : 20_000) + (nullOrdering === 'last' ? 1 : 10_001);
}

function countsText(counts: Findings['counts']): string {
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([kind, n]) => `${n} ${kind}`)
    .join('\n');
}
