import './small-slices.ts';
import { expect, it } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { seededRandom } from '../../src/base/random.ts';
import { Dice } from './dice.ts';
import { describeGraph, randomGraph, randomIndexes } from './graph-spec.ts';
import { checkLaw, randomLaws } from './laws.ts';
import { Engines } from './random-case.ts';
import type { Settings } from './random-case.ts';

/** Laws that hold whatever the answers are. Seeds and times as in `random-tests.ts`. */
const GRAPHS = 60;
const MOST_SECONDS = 60;
const asked = process.env['GRAPHLITE_SECONDS'];
const seconds = asked === undefined ? MOST_SECONDS : Number(asked) / 4;
const graphs = asked === undefined ? GRAPHS : Infinity;
const seed = Number(process.env['GRAPHLITE_SEED'] ?? 1);
const executors = process.env['GRAPHLITE_EXECUTORS']?.split(',') ?? ['interpreter', 'compiler'];

it('metamorphic laws hold', { timeout: (seconds + 60) * 1_000 }, async () => {
  const end = systemClock.monotonicMs() + seconds * 1_000;
  const failures = new Map<string, string>();
  let checked = 0;
  for (let number = seed; number < seed + graphs && systemClock.monotonicMs() < end; number++) {
    checked += await checkLaws(number, failures);
    if (failures.size >= 3) break;
  }
  expect([...failures.values()].join('\n\n')).toBe('');
  expect(checked).toBeGreaterThan(0);
});

/** How many laws were checked; adds the first failure of each. */
async function checkLaws(number: number, failures: Map<string, string>): Promise<number> {
  const dice = new Dice(seededRandom(number));
  const graph = randomGraph(dice);
  const matchMode = dice.pick(['DIFFERENT EDGES', 'REPEATABLE ELEMENTS'] as const);
  const settings: Settings = {
    matchMode,
    nullOrdering: 'last',
    disabledRewrites: [],
    indexes: randomIndexes(dice),
    executors,
  };
  const engines = await Engines.open(graph, settings);
  const laws = Array.from({ length: 5 }, () => randomLaws(dice, matchMode)).flat();
  for (const law of laws) {
    for (const db of engines.databases.slice(0, executors.length)) {
      const broken = checkLaw(law, db);
      if (broken === undefined || failures.has(law.name)) continue;
      const head = `GRAPHLITE_SEED=${number} ${matchMode}\n  ${describeGraph(graph)}`;
      failures.set(law.name, `${head}\n${broken}`);
    }
  }
  await engines.close();
  return laws.length;
}
