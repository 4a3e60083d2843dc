import { rewriteNames } from '../../src/planner/rewrites/rewrites.ts';
import { systemClock } from '../../src/base/clock.ts';
import { seededRandom } from '../../src/base/random.ts';
import { Dice } from './dice.ts';
import { randomQuery } from './generate/queries.ts';
import { randomUpdate } from './generate/updates.ts';
import { describeGraph, randomGraph, randomIndexes } from './graph-spec.ts';
import type { Outcome } from './outcome.ts';
import type { RandomCase, Settings } from './random-case.ts';
import { Engines, judge, judgeAlone } from './random-case.ts';
import { shrink } from './shrink.ts';

export interface Exploration {
  /** The first seed. */
  readonly seed: number;
  /** How many graphs are made; a time limit alone when absent. */
  readonly graphs?: number;
  /** When it stops, however many graphs there were. */
  readonly seconds: number;
  readonly choices: Pick<Settings, 'matchMode' | 'nullOrdering'>;
  /** How many failures are looked for before it stops. */
  readonly maxFailures: number;
  /** Told each query before it runs, so that one that never ends can be found. */
  readonly trace?: (text: string) => void;
  /** Executors to run; both when absent. */
  readonly executors?: readonly string[];
}

export interface Findings {
  readonly failures: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
}

const QUERIES_PER_GRAPH = 12;

/**
 * Random graphs and queries on them. Each graph has a seed of its own, which is the first one plus
 * its number, so that a failure can be run alone by `GRAPHLITE_SEED`.
 */
export async function explore(exploration: Exploration): Promise<Findings> {
  const { seed, graphs = Infinity, seconds, maxFailures } = exploration;
  const counts = new Map<string, number>();
  const failures = new Map<string, string>();
  const end = systemClock.monotonicMs() + seconds * 1_000;
  for (let number = seed; number < seed + graphs && systemClock.monotonicMs() < end; number++) {
    for (const [smallest, text] of await exploreGraph(number, counts, exploration)) {
      if (!failures.has(smallest)) failures.set(smallest, text);
    }
    if (failures.size >= maxFailures) break;
  }
  return { failures: [...failures.values()], counts };
}

async function exploreGraph(
  seed: number,
  counts: Map<string, number>,
  { choices, trace, executors }: Exploration,
): Promise<Map<string, string>> {
  const dice = new Dice(seededRandom(seed));
  const graph = randomGraph(dice);
  const settings: Settings = {
    ...choices,
    indexes: randomIndexes(dice),
    disabledRewrites: dice.chance(0.3) ? rewriteNames : dice.some(rewriteNames, 0.5),
    executors: executors ?? ['interpreter', 'compiler'],
  };
  const reads = dice.chance(0.85);
  const failures = new Map<string, string>();
  let engines = await Engines.open(graph, settings);
  for (let i = 0; i < (reads ? QUERIES_PER_GRAPH : 3); i++) {
    const make = reads ? randomQuery : randomUpdate;
    const query = make(dice, settings.matchMode);
    const test: RandomCase = { graph, query, writes: !reads, settings };
    trace?.(`${seed} ${query}`);
    const { difference, reference, engine } = await judge(test, engines);
    count(counts, kindOf(reference, engine));
    if (difference !== undefined) {
      const { signature } = difference;
      const smallest = await shrink(test, async (smaller) => {
        trace?.(`${seed} shrinking ${smaller.query}`);
        const verdict = await judgeAlone(smaller);
        return verdict.difference?.signature === signature;
      });
      failures.set(smallest.query, await report(smallest, query, seed));
    }
    if (!reads) {
      await engines.close();
      engines = await Engines.open(graph, settings);
    }
  }
  await engines.close();
  return failures;
}

function count(counts: Map<string, number>, kind: string): void {
  counts.set(kind, (counts.get(kind) ?? 0) + 1);
}

/** What sort of case it was, to see that most are worth something. */
function kindOf(reference: Outcome, engine: Outcome): string {
  const describe = (outcome: Outcome): string => {
    if (outcome.kind === 'rows') return outcome.rows.length === 0 ? 'no rows' : 'rows';
    if (outcome.kind === 'error') return `error ${outcome.status}`;
    return outcome.kind === 'none' ? `none (${outcome.reason})` : outcome.kind;
  };
  return `reference ${describe(reference)}, engine ${describe(engine)}`;
}

async function report(test: RandomCase, original: string, seed: number): Promise<string> {
  const { difference } = await judgeAlone(test);
  const { matchMode, nullOrdering, disabledRewrites, indexes } = test.settings;
  return [
    `GRAPHLITE_SEED=${seed}: ${difference?.signature ?? 'gone when run again'}`,
    `  graph:    ${describeGraph(test.graph)}`,
    ...(indexes.length === 0 ? [] : [`  indexes:  ${indexes.join('; ')}`]),
    `  query:    ${test.query}`,
    `  from:     ${original}`,
    `  settings: ${matchMode}, nulls ${nullOrdering}, without ${disabledRewrites.join(' ') || '-'}`,
    `  expected: ${describeOutcome(difference?.expected)}`,
    `  actual:   ${describeOutcome(difference?.actual)}`,
  ].join('\n');
}

function describeOutcome(outcome: Outcome | undefined): string {
  if (outcome === undefined) return '';
  if (outcome.kind === 'error') return `error ${outcome.status}: ${outcome.message}`;
  if (outcome.kind === 'crash') {
    return outcome.message.split('\n').slice(0, 4).join('\n            ');
  }
  if (outcome.kind === 'none') return outcome.reason;
  const rows = outcome.rows.length === 0 ? ['(no rows)'] : outcome.rows.slice(0, 12);
  const graph = outcome.graph === undefined ? [] : ['graph:', ...outcome.graph];
  return [...rows, ...graph].join('\n            ');
}
