import { GraphLite } from '../../src/index.ts';
import type { OpenOptions } from '../../src/index.ts';
import type { Difference } from './compare.ts';
import { againstOther, againstReference } from './compare.ts';
import type { GraphSpec } from './graph-spec.ts';
import { insertText, referenceGraph } from './graph-spec.ts';
import type { Outcome } from './outcome.ts';
import { engineOutcome, pausingOutcome, referenceOutcome } from './outcome.ts';

/** A graph, a query and the choices of the implementation. */
export interface RandomCase {
  readonly graph: GraphSpec;
  readonly query: string;
  readonly writes: boolean;
  readonly settings: Settings;
}

export interface Settings {
  readonly matchMode: 'DIFFERENT EDGES' | 'REPEATABLE ELEMENTS';
  readonly nullOrdering: 'first' | 'last';
  readonly disabledRewrites: readonly string[];
  /** Statements that make indexes, in front of the data or behind. */
  readonly indexes: readonly string[];
  readonly executors: readonly string[];
}

/** The reference evaluator gives up beyond this, so that one case cannot take all the time. */
const MAX_STEPS = 150_000;

interface Way {
  readonly name: string;
  readonly executor: 'interpreter' | 'compiler';
  /** Without some rewrites. */
  readonly plain: boolean;
}

/** The ways of running a query that are compared, by name; the plain ones pause now and then. */
const WAYS: readonly Way[] = [
  { name: 'interpreter', executor: 'interpreter', plain: false },
  { name: 'compiler', executor: 'compiler', plain: false },
  { name: 'interpreter without rewrites', executor: 'interpreter', plain: true },
  { name: 'compiler without rewrites', executor: 'compiler', plain: true },
];

/** Databases that hold one graph, one for each way of running. */
export class Engines {
  readonly databases: readonly GraphLite[];
  /** What each of them is. */
  readonly ways: readonly Way[];

  private constructor(databases: readonly GraphLite[], ways: readonly Way[]) {
    this.databases = databases;
    this.ways = ways;
  }

  static async open(graph: GraphSpec, settings: Settings): Promise<Engines> {
    const ways = WAYS.filter(({ executor }) => settings.executors.includes(executor));
    const databases = await Promise.all(
      ways.map(async ({ executor, plain }) => {
        const { matchMode, nullOrdering, disabledRewrites, indexes } = settings;
        const options: OpenOptions = {
          executor,
          matchMode,
          nullOrdering,
          integers: 'bigint',
          decimals: 'decimal',
          disabledRewrites: plain ? disabledRewrites : [],
        };
        const db = await GraphLite.open('', options);
        const insert = insertText(graph);
        // One way finds the data when it makes the indexes, the other the indexes with the data.
        const statements = plain ? [insert, ...indexes] : [...indexes, insert];
        for (const text of statements) if (text !== '') db.querySync(text);
        return db;
      }),
    );
    return new Engines(databases, ways);
  }

  async close(): Promise<void> {
    for (const db of this.databases) await db.close();
  }
}

export interface Verdict {
  readonly difference: Difference | undefined;
  readonly reference: Outcome;
  readonly engine: Outcome;
}

/** Runs a case in all ways on databases that hold its graph. */
export async function judge(test: RandomCase, engines: Engines): Promise<Verdict> {
  const { query, writes, settings, graph } = test;
  const { matchMode, nullOrdering } = settings;
  const reference = referenceOutcome(
    referenceGraph(graph),
    query,
    { matchMode, nullOrdering, maxSteps: MAX_STEPS },
    writes,
  );
  const ordered = isOrdered(query);
  const outcomes: Outcome[] = [];
  for (const [i, db] of engines.databases.entries()) {
    const run = engines.ways[i]?.plain === true ? pausingOutcome : engineOutcome;
    outcomes.push(await run(db, query, writes));
  }
  const [first = reference] = outcomes;
  const found = outcomes.flatMap((outcome, i) => {
    const name = engines.ways[i]?.name ?? '';
    const difference = againstReference(name, outcome, reference, ordered);
    return difference === undefined ? [] : [difference];
  });
  // Without the reference's word at least all ways must agree.
  const others = outcomes.slice(1).flatMap((outcome, i) => {
    const name = engines.ways[i + 1]?.name ?? '';
    const errorsMayDiffer = name.includes('without') && reference.kind !== 'rows';
    const difference = againstOther(`${name} (not as the interpreter)`, outcome, first, {
      ordered,
      errorsMayDiffer,
    });
    return difference === undefined ? [] : [difference];
  });
  return { difference: found[0] ?? others[0], reference, engine: first };
}

/** The generator sorts by all columns where it sorts a result, so that the order is determined. */
function isOrdered(query: string): boolean {
  const last = query.split(/\bRETURN\b/u).at(-1) ?? '';
  return last.includes('ORDER BY') && !last.includes('}');
}

/** Runs a case on databases of its own. */
export async function judgeAlone(test: RandomCase): Promise<Verdict> {
  const engines = await Engines.open(test.graph, test.settings);
  try {
    return await judge(test, engines);
  } finally {
    await engines.close();
  }
}
