import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { GqlError } from '../../src/base/errors.ts';
import { bindProgram } from '../../src/semantics/binder.ts';
import { defaultBindEnvironment } from '../../src/semantics/environment.ts';
import type { Program } from '../../src/syntax/ast/program.ts';
import { completionsAt } from '../../src/syntax/completion.ts';
import { parseProgram, splitPrograms } from '../../src/syntax/parse.ts';
import { printProgram } from '../../src/syntax/printer.ts';
import { withoutSpans } from '../../src/syntax/without-spans.ts';
import { SeededDice } from '../helpers/seeded-dice.ts';
import { mutate } from './mutate.ts';
import { loadPrograms } from './programs.ts';

/** `GRAPHLITE_MUTATIONS=1000000` asks for more texts than every run can take. */
const count = Number(process.env['GRAPHLITE_MUTATIONS'] ?? 20_000);
const seed = Number(process.env['GRAPHLITE_SEED'] ?? 39_075);
/** Far above what the slowest text takes, for busy machines. */
const MOST_MS = 5_000;

/** What the work gives; an error of a user is undefined, and every other error is passed on. */
function unlessRefused<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof GqlError) return undefined;
    throw error;
  }
}

function examine(text: string, strict: boolean): Program | undefined {
  const program = unlessRefused(() => parseProgram(text, { strict }));
  if (program === undefined) return undefined;
  const again = parseProgram(printProgram(program));
  if (!isDeepStrictEqual(withoutSpans(again), withoutSpans(program))) {
    throw new Error('what is printed reads back as another tree');
  }
  unlessRefused(() => bindProgram(program, { ...defaultBindEnvironment, strict }));
  return program;
}

it(
  `takes or refuses ${count} mutated programs, without a fault and in time`,
  () => {
    const programs = loadPrograms();
    const dice = new SeededDice(seed);
    const seen = { parsed: 0, slowestMs: 0 };
    for (let i = 0; i < count; i++) {
      const text = mutate(dice, programs);
      const start = systemClock.monotonicMs();
      try {
        if (examine(text, i % 4 === 0) !== undefined) seen.parsed++;
        if (i % 16 === 0) {
          unlessRefused(() => splitPrograms(text));
          completionsAt(text, dice.below(text.length + 1));
        }
      } catch (cause) {
        throw new Error(`text ${i} of seed ${seed}: ${text.slice(0, 2_000)}`, { cause });
      }
      seen.slowestMs = Math.max(seen.slowestMs, systemClock.monotonicMs() - start);
    }
    expect(seen.slowestMs).toBeLessThan(MOST_MS);
    // Mutations that spoil every text would prove little.
    expect(seen.parsed).toBeGreaterThan(count / 50);
    if (count > 20_000) console.log(JSON.stringify(seen));
  },
  60_000 + count,
);
