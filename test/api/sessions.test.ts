import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../src/base/clock.ts';
import { GraphLite } from '../../src/index.ts';

const PLACE = "CALL gql.show_session() WHERE property_name = 'current_graph'";

async function withGraphs(): Promise<GraphLite> {
  const db = await GraphLite.open();
  await db.query('CREATE SCHEMA /s');
  await db.query('CREATE GRAPH /s/g ANY');
  await db.query('CREATE GRAPH /s/h ANY');
  return db;
}

describe('options of a session', () => {
  it('say where it stands', async () => {
    const db = await withGraphs();
    const session = db.session({ schema: '/s', graph: 'g', timeZone: '+02:00' });
    await session.query('INSERT (:A)');
    expect(db.querySync('USE /s/g MATCH (n) RETURN count(*) AS n').rows).toEqual([{ n: 1 }]);
    expect(session.querySync('USE h MATCH (n) RETURN count(*) AS n').rows).toEqual([{ n: 0 }]);
    const [row] = session.querySync(
      "CALL gql.show_session() YIELD property_name, property_value WHERE property_name = 'time_zone'",
    ).rows;
    expect(row?.['property_value']).toBe('+02:00');
  });

  it('are refused by name where they are wrong', async () => {
    const db = await withGraphs();
    expect(() => db.session({ schema: '/nowhere' })).toThrow(/option schema: there is no schema/u);
    expect(() => db.session({ graph: 'x' })).toThrow(/option graph: there is no graph/u);
    expect(() => db.session({ graph: 'g RETURN 1' })).toThrow(/option graph/u);
    expect(() => db.session({ timeZone: 'Mars/Base' })).toThrow(/option timeZone/u);
    expect(() => db.session({ schema: 5 as unknown as string })).toThrow(/is a string/u);
    expect(() => db.session({ parameters: { f: () => 1 } })).toThrow(/parameter \$f/u);
    expect(() => db.session({ timeoutMs: -1 })).toThrow(/option timeoutMs/u);
  });

  it('give it parameters, which a call overrides and RESET takes away', async () => {
    const db = await GraphLite.open();
    const session = db.session({ parameters: { a: 1, __proto__x: [1, { b: null }] } });
    expect(session.querySync('RETURN $a AS a, $__proto__x AS b').rows).toEqual([
      { a: 1, b: [1, { b: null }] },
    ]);
    expect(session.querySync('RETURN $a AS a', { a: 2 }).rows).toEqual([{ a: 2 }]);
    expect(() => db.querySync('RETURN $a')).toThrow(/no value was given/u);
    await session.query('SESSION RESET');
    expect(() => session.querySync('RETURN $a')).toThrow(/no value was given/u);
  });

  it('limit the time of statements that say nothing of it', async () => {
    const clock = new ManualClock();
    const db = await GraphLite.open('', { clock, timeoutMs: 100 });
    db.register({
      name: 'wait',
      parameters: { ms: 'INT' },
      returns: 'INT',
      run: (ms: number) => (clock.advance(ms), ms),
    });
    const SLOW = 'FOR i IN RANGE(1, 100000) FILTER wait(1) > 0 RETURN count(*) AS n';
    await expect(db.query(SLOW)).rejects.toMatchObject({ gqlstatus: '57014' });
    const own = db.session({ timeoutMs: Infinity });
    expect((await own.query(SLOW)).rows).toEqual([{ n: 100_000 }]);
    const given = db.session();
    expect((await given.query(SLOW, {}, { timeoutMs: 1e6 })).rows).toEqual([{ n: 100_000 }]);
  });
});

describe('the user of a session', () => {
  it('is what the database was opened with', async () => {
    const db = await GraphLite.open('', { user: 'ada' });
    expect(db.querySync('RETURN SESSION_USER AS u').rows).toEqual([{ u: 'ada' }]);
    expect(db.session().querySync('RETURN SESSION_USER AS u').rows).toEqual([{ u: 'ada' }]);
    const nobody = await GraphLite.open();
    expect(nobody.querySync('RETURN SESSION_USER AS u').rows).toEqual([{ u: null }]);
  });
});

describe('a session that is closed', () => {
  it('fails the function of a transaction that closes it', async () => {
    const db = await GraphLite.open();
    const session = db.session();
    const closing = session.transaction(async (tx) => {
      await tx.query('INSERT (:A)');
      session.close();
    });
    await expect(closing).rejects.toMatchObject({ gqlstatus: '08000' });
    const byCommand = db.transaction(async (tx) => {
      await tx.query('INSERT (:A)');
      await tx.query('SESSION CLOSE');
    });
    await expect(byCommand).rejects.toMatchObject({ gqlstatus: '08000' });
    expect(db.querySync('MATCH (n) RETURN count(*) AS n').rows).toEqual([{ n: 0 }]);
  });

  it('fails one that closes the database', async () => {
    const db = await GraphLite.open();
    const closing = db.transaction(async (tx) => {
      await tx.query('INSERT (:A)');
      await db.close();
    });
    await expect(closing).rejects.toMatchObject({ gqlstatus: '08000' });
  });

  it('may have committed before', async () => {
    const db = await GraphLite.open();
    await db.transaction(async (tx) => tx.query('INSERT (:A) COMMIT SESSION CLOSE'));
    expect(db.querySync('MATCH (n) RETURN count(*) AS n').rows).toEqual([{ n: 1 }]);
  });

  it('leaves the others, also where it is the default one', async () => {
    const db = await GraphLite.open();
    await db.query('INSERT (:A) SESSION CLOSE');
    expect(() => db.querySync('RETURN 1')).toThrow(/session is closed/u);
    expect(db.session().querySync('MATCH (n) RETURN count(*) AS n').rows).toEqual([{ n: 1 }]);
    expect(db.stats().nodes).toBe(1);
    await db.transaction(async (tx) => tx.query('INSERT (:A)'));
    await db.close();
    expect(() => db.session()).toThrow(/closed/u);
  });
});

describe('sessions side by side', () => {
  it('keep their places, parameters and transactions apart', async () => {
    const db = await withGraphs();
    const [one, two] = [db.session({ schema: '/s', graph: 'g' }), db.session({ graph: '/s/h' })];
    await one.query('SESSION SET VALUE $x = 1');
    await two.query('SESSION SET VALUE $x = 2');
    await one.query('START TRANSACTION');
    await one.query('INSERT (:A {x: $x})');
    // The same text in two places: two plans.
    const text = 'MATCH (n:A) RETURN n.x AS x, $x AS p';
    expect(one.querySync(text).rows).toEqual([{ x: 1, p: 1 }]);
    expect(two.querySync(text).rows).toEqual([]);
    await one.query('COMMIT');
    await two.query('INSERT (:A {x: $x})');
    expect(one.querySync(text).rows).toEqual([{ x: 1, p: 1 }]);
    expect(two.querySync(text).rows).toEqual([{ x: 2, p: 2 }]);
    one.close();
    expect(() => one.querySync(text)).toThrow(/session is closed/u);
    expect(two.querySync(PLACE).rows).toHaveLength(1);
  });

  it('do not mix up a text whose parameters are of other types', async () => {
    const db = await GraphLite.open();
    const one = db.session({ parameters: { x: 1 } });
    const two = db.session({ parameters: { x: 'a' } });
    for (let i = 0; i < 4; i++) {
      expect(one.querySync('RETURN $x AS x').rows).toEqual([{ x: 1 }]);
      expect(two.querySync('RETURN $x AS x').rows).toEqual([{ x: 'a' }]);
    }
  });

  it('see a graph go: dropped while one stands in it, reads it or has a statement on it', async () => {
    const db = await withGraphs();
    const session = db.session({ graph: '/s/g' });
    await session.query('FOR i IN RANGE(1, 5000) INSERT (:A {i: i})');
    const prepared = session.prepare('MATCH (a:A) RETURN count(*) AS n');
    expect(prepared.querySync().rows).toEqual([{ n: 5_000 }]);
    const seen: unknown[] = [];
    for await (const row of session.stream('MATCH (a:A) RETURN a.i AS i')) {
      seen.push(row);
      if (seen.length === 5) await db.query('DROP GRAPH /s/g');
    }
    expect(seen).toHaveLength(5_000);
    expect(() => prepared.querySync()).toThrow(/current graph of the session/u);
    await expect(session.query('INSERT (:A)')).rejects.toMatchObject({ gqlstatus: '42002' });
    await session.query('SESSION RESET GRAPH');
    expect(prepared.querySync().rows).toEqual([{ n: 0 }]);
  });

  it('see a graph made anew under the same name', async () => {
    const db = await withGraphs();
    const reader = db.session();
    const prepared = reader.prepare('USE /s/g MATCH (a:A) RETURN count(*) AS n');
    await db.query('USE /s/g INSERT (:A)');
    expect(prepared.querySync().rows).toEqual([{ n: 1 }]);
    await db.query('CREATE OR REPLACE GRAPH /s/g ANY');
    expect(prepared.querySync().rows).toEqual([{ n: 0 }]);
    await db.query('DROP GRAPH /s/g');
    expect(() => prepared.querySync()).toThrow(/there is no graph/u);
  });

  it('may make and drop many objects at a time', async () => {
    const db = await GraphLite.open();
    const names = Array.from({ length: 100 }, (_, i) => `g${i}`);
    await Promise.all(names.map((name) => db.session().query(`CREATE GRAPH ${name} ANY`)));
    await Promise.all([
      ...names.map((name) => db.session().query(`DROP GRAPH ${name}`)),
      ...names.map((name) => db.session().query(`CREATE GRAPH again_${name} ANY`)),
    ]);
    const { rows } = db.querySync('CALL gql.list_graphs() YIELD graph_name');
    expect(rows).toHaveLength(101);
    const same = await Promise.allSettled(
      names.map(() => db.session().query('CREATE GRAPH only_one ANY')),
    );
    expect(same.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('a parameter of a session that holds an element', () => {
  async function withNode(set: string) {
    const db = await GraphLite.open();
    await db.query('INSERT (:A {k: 1})-[:R]->(:B)');
    const session = db.session();
    await session.query(set);
    return { db, session };
  }

  it('follows its element', async () => {
    const { db, session } = await withNode('SESSION SET VALUE $n = VALUE { MATCH (a:A) RETURN a }');
    await db.query('MATCH (a:A) SET a.k = 2');
    expect(session.querySync('RETURN $n.k AS k').rows).toEqual([{ k: 2 }]);
    expect(session.querySync('LET n = $n MATCH (n)-[]->(b) RETURN LABELS(b) AS l').rows).toEqual([
      { l: ['B'] },
    ]);
  });

  it('fails with 22G11 once it is deleted, whatever has its place', async () => {
    for (const [set, drop] of [
      ['SESSION SET VALUE $n = VALUE { MATCH (a:A) RETURN a }', 'MATCH (a:A) DETACH DELETE a'],
      ['SESSION SET VALUE $n = VALUE { MATCH ()-[e]->() RETURN e }', 'MATCH ()-[e]->() DELETE e'],
      [
        'SESSION SET VALUE $n = [1, {a: VALUE { MATCH (a:A) RETURN a }}]',
        'MATCH (n) DETACH DELETE n',
      ],
      [
        'SESSION SET VALUE $n = VALUE { MATCH p = ()-[]->() RETURN p }',
        'MATCH (n) DETACH DELETE n',
      ],
      ['SESSION SET TABLE $n = { MATCH (a:A) RETURN a }', 'MATCH (n) DETACH DELETE n'],
    ] as const) {
      const { db, session } = await withNode(set);
      expect(session.querySync('RETURN $n AS n').rows).toHaveLength(1);
      await db.query(drop);
      await db.query('INSERT (:A {k: 9})-[:R]->(:B)');
      await expect(session.query('RETURN $n AS n')).rejects.toMatchObject({ gqlstatus: '22G11' });
      expect(session.querySync('CALL gql.show_session()').rows.length).toBeGreaterThan(5);
    }
  });

  it('does not take over what a rollback has undone', async () => {
    const { session } = await withNode('SESSION SET VALUE $n = 1');
    await session.query('START TRANSACTION');
    await session.query('INSERT (:T {mine: TRUE})');
    await session.query('SESSION SET VALUE $n = VALUE { MATCH (t:T) RETURN t }');
    await session.query('ROLLBACK');
    await session.query('INSERT (:T {mine: FALSE})');
    await expect(session.query('RETURN $n.mine')).rejects.toMatchObject({ gqlstatus: '22G11' });
  });

  it('fails where its graph has been dropped', async () => {
    const db = await GraphLite.open();
    await db.query('CREATE GRAPH g ANY');
    await db.query('USE g INSERT (:A)');
    await db.query('SESSION SET VALUE $n = VALUE { USE g MATCH (a) RETURN a }');
    await db.query('SESSION SET GRAPH $g = g');
    await db.query('DROP GRAPH g');
    await expect(db.query('RETURN $n')).rejects.toMatchObject({ gqlstatus: '22G11' });
    await expect(db.query('RETURN $g')).rejects.toMatchObject({ gqlstatus: '22G11' });
  });
});
