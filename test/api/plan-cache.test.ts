import { describe, expect, it } from 'vitest';
import { databaseOptions } from '../../src/api/open-options.ts';
import { Database } from '../../src/session/database.ts';
import type { EngineSession } from '../../src/session/session.ts';
import { createMemoryDatabase } from '../../src/storage/memory-database.ts';

function open(disabledRewrites: readonly string[] = []): EngineSession {
  const options = databaseOptions({ disabledRewrites });
  return new Database(options, { store: createMemoryDatabase() }).session();
}

function run(session: EngineSession, text: string): unknown {
  return session.runSync({ query: session.database.prepare(text) }).rows;
}

function people(): EngineSession {
  const session = open();
  run(session, "INSERT (:P {id: 1, name: 'Ada'}), (:P {id: 2, name: 'Bob'}), (:P {id: 2.5})");
  return session;
}

/** What the texts add to the counters of the cache. */
function counted(session: EngineSession, texts: readonly string[]) {
  const before = session.database.planCacheStatistics();
  for (const text of texts) run(session, text);
  const after = session.database.planCacheStatistics();
  return {
    hits: after.hits - before.hits,
    liftedHits: after.liftedHits - before.liftedHits,
    misses: after.misses - before.misses,
    bindings: after.bindings - before.bindings,
    programs: after.programs - before.programs,
  };
}

describe('texts that differ in literals', () => {
  it('share a program and give their own answers', () => {
    const session = people();
    const byId = (id: string): string => `MATCH (p:P {id: ${id}}) RETURN p.name AS name`;
    const statistics = counted(session, ['1', '2', '3', '2'].map(byId));
    expect(statistics).toEqual({ hits: 1, liftedHits: 2, misses: 1, bindings: 1, programs: 1 });
    expect(run(session, byId('1'))).toEqual([{ name: 'Ada' }]);
    expect(run(session, byId('2'))).toEqual([{ name: 'Bob' }]);
    expect(run(session, byId('4'))).toEqual([]);
  });

  it.each([
    ['of another type', 'MATCH (p:P {id: 1}) RETURN p', 'MATCH (p:P {id: 1.0}) RETURN p'],
    ['beyond 2^53', 'MATCH (p {id: 1}) RETURN p', 'MATCH (p {id: 9007199254740993}) RETURN p'],
    ['in a page', 'MATCH (p) RETURN p LIMIT 1', 'MATCH (p) RETURN p LIMIT 2'],
    ['in a quantifier', 'MATCH (p)-[]->{1,2}(q) RETURN p', 'MATCH (p)-[]->{1,3}(q) RETURN p'],
    ['that names a column', 'MATCH (p) RETURN p.id + 1', 'MATCH (p) RETURN p.id + 2'],
    [
      'of LIKE',
      "MATCH (p) FILTER p.name LIKE 'A%' RETURN p",
      "MATCH (p) FILTER p.name LIKE 'B%' RETURN p",
    ],
    ['compared with another', 'MATCH (p) WHERE 1 = 1 RETURN p', 'MATCH (p) WHERE 1 = 2 RETURN p'],
    ['with a sign', 'MATCH (p {id: -1}) RETURN p', 'MATCH (p {id: -2}) RETURN p'],
    ['in EXPLAIN', 'EXPLAIN MATCH (p {id: 1}) RETURN p', 'EXPLAIN MATCH (p {id: 2}) RETURN p'],
  ])('do not where it is %s', (_where, ...texts) => {
    expect(counted(people(), texts)).toMatchObject({ liftedHits: 0, misses: 2, programs: 2 });
  });

  it('write their own values', () => {
    const session = people();
    const insert = (value: string): string =>
      `MATCH (p:P {id: 1}) INSERT (:Q {v: ${value}, list: [${value}, 7], r: {n: -${value}}})`;
    const statistics = counted(session, ['10', '20', '30'].map(insert));
    expect(statistics).toMatchObject({ liftedHits: 2, misses: 1 });
    const found = run(session, 'MATCH (q:Q) RETURN q.v AS v, q.list AS l, q.r.n AS n ORDER BY v');
    expect(found).toEqual([
      { v: 10, l: [10, 7], n: -10 },
      { v: 20, l: [20, 7], n: -20 },
      { v: 30, l: [30, 7], n: -30 },
    ]);
  });

  it('take parameters beside the literals', () => {
    const session = people();
    const query = (id: number): unknown => {
      const text = `MATCH (p:P) WHERE p.id >= ${id} AND p.name = $name RETURN p.id AS id`;
      const prepared = session.database.prepare(text);
      return session.runSync({ query: prepared, parameters: { name: 'Bob' } }).rows;
    };
    expect([query(1), query(3)]).toEqual([[{ id: 2 }], []]);
  });

  it('are as few in the cache as its size allows', () => {
    const session = people();
    for (let i = 0; i < 3_000; i++) {
      run(session, `MATCH (p:P {id: ${i}}) RETURN 1 AS one`);
      run(session, `RETURN ${i} AS one`);
    }
    const { entries, programs, liftedHits } = session.database.planCacheStatistics();
    expect(liftedHits).toBe(2_999);
    expect(entries).toBe(1_000);
    expect(programs).toBeLessThanOrEqual(1_002);
  });

  it('share nothing where that is turned off', () => {
    const texts = ['MATCH (p {id: 1}) RETURN p', 'MATCH (p {id: 2}) RETURN p'];
    const statistics = counted(open(['lift-literals']), texts);
    expect(statistics).toMatchObject({ liftedHits: 0, misses: 2, programs: 2 });
  });
});

describe('a change of the catalog', () => {
  const programs = [
    'MATCH (n) RETURN COUNT(*) AS c',
    'USE /default/a MATCH (n) RETURN COUNT(*) AS c',
    'USE /default/b MATCH (n) RETURN COUNT(*) AS c',
    'USE /other/c MATCH (n {id: 1}) RETURN COUNT(*) AS c',
  ];

  function graphs(): EngineSession {
    const session = open();
    for (const graph of ['/default/a', '/default/b']) run(session, `CREATE GRAPH ${graph} ANY`);
    run(session, 'CREATE SCHEMA /other');
    run(session, 'CREATE GRAPH /other/c ANY');
    for (const program of programs) run(session, program);
    return session;
  }

  it.each([
    ['a graph made anew', 1, ['DROP GRAPH /default/a', 'CREATE GRAPH /default/a ANY']],
    ['another graph', 0, ['CREATE GRAPH /default/d ANY']],
    ['another schema', 0, ['CREATE SCHEMA /third', 'DROP SCHEMA /third']],
    ['a graph type', 0, ['CREATE GRAPH TYPE /default/t {(:A {x INT})}']],
    ['data', 0, ['USE /default/a INSERT (:N)', 'INSERT (:N)']],
    [
      'two graphs',
      2,
      [
        'DROP GRAPH /default/b',
        'CREATE GRAPH /default/b ANY',
        'DROP GRAPH /other/c',
        'CREATE GRAPH /other/c ANY',
      ],
    ],
  ])('%s: %i programs are bound anew', (_what, bindings, changes) => {
    const session = graphs();
    for (const change of changes) run(session, change);
    const texts = [...programs.slice(0, 3), 'USE /other/c MATCH (n {id: 2}) RETURN COUNT(*) AS c'];
    expect(counted(session, texts)).toMatchObject({ hits: 3, liftedHits: 1, misses: 0, bindings });
    expect(counted(session, programs)).toMatchObject({ hits: 4, bindings: 0 });
  });
});
