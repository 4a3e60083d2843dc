import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/base/random.ts';
import { GqlError, GraphLite } from '../../src/index.ts';
import { tokenize } from '../../src/syntax/lexer.ts';
import { hostText } from './canonical.ts';
import { Dice } from './dice.ts';
import { randomQuery } from './generate/queries.ts';
import { randomUpdate } from './generate/updates.ts';
import type { GraphSpec } from './graph-spec.ts';
import { insertText, randomGraph } from './graph-spec.ts';

/**
 * Texts that differ in literals share a plan. For each random query some more are made by changing
 * its literals; all of them must say the same as on a database where no text shares anything:
 * columns, rows, errors and their places.
 */
const GRAPHS = 20;
const QUERIES = 8;
const VARIANTS = 4;
const TIMEOUT_MS = 1_000;

const sets: [string, 'interpreter' | 'compiler', boolean][] = [
  ['queries, interpreted', 'interpreter', false],
  ['queries, compiled', 'compiler', false],
  ['updates, interpreted', 'interpreter', true],
  ['updates, compiled', 'compiler', true],
];

describe.each(sets)('%s', (_name, executor, writes) => {
  it('say the same with shared plans', { timeout: 300_000 }, async () => {
    let shared = 0;
    for (let seed = 1; seed <= GRAPHS; seed++) {
      const dice = new Dice(seededRandom(seed));
      const graph = randomGraph(dice);
      // Updates in a row would make the graph too large for the queries that are looked for.
      const queries = dice.times(writes ? 1 : QUERIES, () =>
        writes ? randomUpdate(dice, 'DIFFERENT EDGES') : randomQuery(dice, 'DIFFERENT EDGES'),
      );
      const texts = queries.flatMap((query) => [query, ...variants(query, dice)]);
      shared += await compared(graph, executor, texts);
    }
    expect(shared).toBeGreaterThan(0);
  });
});

/** How many texts found the plan of another one. */
async function compared(
  graph: GraphSpec,
  executor: 'interpreter' | 'compiler',
  texts: readonly string[],
): Promise<number> {
  const lifting = await opened(graph, { executor });
  const plain = await opened(graph, { executor, disabledRewrites: ['lift-literals'] });
  for (const text of texts) {
    const [ours, theirs] = [said(lifting, text), said(plain, text)];
    // How far a query gets within its time is chance.
    if (ours === 'too slow' || theirs === 'too slow') break;
    expect([text, ...ours]).toEqual([text, ...theirs]);
  }
  const shared = liftedHits(lifting);
  expect(liftedHits(plain)).toBe(0);
  await lifting.close();
  await plain.close();
  return shared;
}

describe('places of errors', () => {
  let lifting: GraphLite;
  let plain: GraphLite;

  beforeAll(async () => {
    const nodes: GraphSpec = randomGraph(new Dice(seededRandom(1)));
    lifting = await opened(nodes, {});
    plain = await opened(nodes, { disabledRewrites: ['lift-literals'] });
    for (const db of [lifting, plain]) db.querySync("INSERT (:T {s: 'no number', i: 1})");
  });

  afterAll(async () => {
    await lifting.close();
    await plain.close();
  });

  it.each([
    'MATCH (n:T) WHERE n.i < 2 AND CAST(n.s AS INT) > 5 RETURN n.i',
    'MATCH (n:T) WHERE n.i < 20000 AND\n CAST(n.s AS INT) > 5 RETURN n.i',
    'MATCH (n:T {i: 1}) WHERE n.i / 0 = 3 RETURN n.i',
    'MATCH (n:T {i: 0001}) WHERE n.i / 0 = 3 RETURN n.i',
    "MATCH (n:T {s: 'no number'}) SET n.i = 1000, n.j = n.i / 0",
    "MATCH (n:T {s: 'no \\u006eumber'}) SET n.i = 1, n.j = n.i / 0",
    'MATCH (n:T) WHERE n.i = 1 RETURN missing',
    'MATCH (n:T) WHERE n.i = 100 RETURN missing',
    "MATCH (n:T) WHERE n.s = 'ä' AND n.i = $p RETURN 1",
    "MATCH (n:T) WHERE n.s = 'a longer one' AND n.i = $p RETURN 1",
    'MATCH (n:T) WHERE n.i + 1 = 2 AND n.i + TRUE = 3 RETURN 1',
    'MATCH (n:T) WHERE n.i + 1 = 22 AND n.i + TRUE = 3 RETURN 1',
    'MATCH (n:T) WHERE n.i = 99999999999999999999 RETURN 1',
    "MATCH (n:T) WHERE n.s = '\\q' RETURN 1",
  ])('%j', (text) => {
    expect(said(lifting, text)).toEqual(said(plain, text));
  });
});

async function opened(graph: GraphSpec, options: object): Promise<GraphLite> {
  const db = await GraphLite.open('', options);
  const insert = insertText(graph);
  if (insert !== '') db.querySync(insert);
  return db;
}

/** The text with other literals of the same kinds in some places. */
function variants(text: string, dice: Dice): string[] {
  const { kinds, starts, ends } = tokenize(text);
  return Array.from({ length: VARIANTS }, () => {
    let variant = '';
    let done = 0;
    for (const [i, kind] of kinds.entries()) {
      const other = otherLiteral(kind, dice);
      if (other === undefined || !dice.chance(0.6)) continue;
      variant += text.slice(done, starts[i]) + other;
      done = ends[i] ?? done;
    }
    return variant + text.slice(done);
  });
}

function otherLiteral(kind: string, dice: Dice): string | undefined {
  if (kind === 'integer') return dice.pick(['0', '1', '2', '3', '7', '0x1', '10000000000000000']);
  if (kind === 'number') return dice.pick(['0.5', '1.0', '2.50', '1e0', '1.5m']);
  return kind === 'string' ? dice.pick(["'a'", "'b'", "''", "'it''s'", "'\\u0061'"]) : undefined;
}

function said(db: GraphLite, text: string): readonly unknown[] | 'too slow' {
  try {
    const { columns, rows } = db.querySync(text, {}, { timeoutMs: TIMEOUT_MS });
    return [columns, rows.map((row) => hostText(row))];
  } catch (error) {
    if (!(error instanceof GqlError)) throw error;
    const { gqlstatus, message, position, hint } = error;
    return gqlstatus === '57014' ? 'too slow' : [gqlstatus, message, position, hint];
  }
}

function liftedHits(db: GraphLite): number {
  return statisticsOf(db).liftedHits;
}

function statisticsOf(db: GraphLite): { readonly liftedHits: number } {
  const { engine } = db as unknown as {
    engine: { database: { planCacheStatistics: () => { liftedHits: number } } };
  };
  return engine.database.planCacheStatistics();
}
