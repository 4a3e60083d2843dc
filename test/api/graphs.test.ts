import { describe, expect, it } from 'vitest';
import { GraphLite } from '../../src/index.ts';

const NUMBERS = Array.from({ length: 300 }, (_, i) => i);

/** Two graphs with a node for each number. */
async function twoGraphs(): Promise<GraphLite> {
  const db = await GraphLite.open();
  await db.query('CREATE GRAPH other ANY');
  await db.query('FOR i IN $all INSERT (:A {k: i})', { all: NUMBERS });
  await db.query('USE other FOR i IN $all INSERT (:B {k: i, v: 0})', { all: NUMBERS });
  return db;
}

const PAIRS = 'MATCH (a:A) USE other MATCH (b:B) FILTER b.v = 0';

describe('a program on two graphs', () => {
  it('hands out a graph as its path', async () => {
    await using db = await twoGraphs();
    const result = await db.query('USE other RETURN CURRENT_GRAPH AS g, [GRAPH HOME_GRAPH] AS l');
    expect(result.rows).toEqual([{ g: '/default/other', l: ['/default/default'] }]);
    expect(result.toJSON().rows).toEqual(result.rows);
    expect(result.columns[0]?.type).toContain('GRAPH');
    await db.query('DROP GRAPH other');
    await db.query('CREATE GRAPH other ANY');
    const again = await db.query('USE other RETURN CURRENT_GRAPH AS g');
    expect(again.rows).toEqual([{ g: '/default/other' }]);
  });

  it('reads both in one state while others commit', async () => {
    await using db = await twoGraphs();
    const writer = db.session();
    const reading = db.query(`${PAIRS} RETURN COUNT(*) AS n`);
    await writer.query('USE other MATCH (b:B) SET b.v = 1');
    expect((await reading).rows).toEqual([{ n: NUMBERS.length ** 2 }]);
    expect((await db.query(`${PAIRS} RETURN COUNT(*) AS n`)).rows).toEqual([{ n: 0 }]);
  });

  it('streams over both in one state', async () => {
    await using db = await twoGraphs();
    const writer = db.session();
    let rows = 0;
    for await (const row of db.stream<{ v: number }>(`${PAIRS} RETURN b.v AS v, b`)) {
      if (rows++ === 0) await writer.query('USE other MATCH (b:B) SET b.v = 1');
      expect(row.v).toBe(0);
    }
    expect(rows).toBe(NUMBERS.length ** 2);
  });

  it('is planned anew when an index of the other graph comes or goes', async () => {
    await using db = await twoGraphs();
    const text = 'MATCH (a:A {k: 7}) USE other MATCH (b:B {k: a.k}) RETURN b.k AS k';
    const plan = async (): Promise<string> => String(await db.explain(text));
    const statement = db.prepare(text);
    for (const change of ['CREATE INDEX i FOR (n:B) ON (n.k)', 'DROP INDEX i']) {
      expect((await statement.query()).rows).toEqual([{ k: 7 }]);
      await db.query('SESSION SET GRAPH other');
      await db.query(change);
      await db.query('SESSION SET GRAPH HOME_GRAPH');
      expect((await plan()).includes('index i')).toBe(change.startsWith('CREATE'));
      expect((await statement.query()).rows).toEqual([{ k: 7 }]);
    }
  });

  it('can be cancelled inside the part on the other graph', async () => {
    await using db = await twoGraphs();
    const text = 'MATCH (a:A) USE other MATCH (b:B), (c:B), (d:B) RETURN COUNT(*) AS n';
    const reading = db.query(text, {}, { timeoutMs: 50 });
    await expect(reading).rejects.toMatchObject({ gqlstatus: '57014' });
  });

  it('shares one limit of memory', async () => {
    await using db = await GraphLite.open('', { memoryLimitBytes: 100_000 });
    await db.query('CREATE GRAPH other ANY');
    await db.query('INSERT (:A)');
    await db.query('USE other FOR i IN $all INSERT (:B {k: i})', { all: NUMBERS });
    const text =
      'MATCH (a:A) USE other MATCH (b:B), (c:B) RETURN a, b, c ORDER BY b.k + c.k, c.k LIMIT 90000';
    await expect(db.query(text)).rejects.toMatchObject({ gqlstatus: '53200' });
  });

  it('counts what it changes in both', async () => {
    await using db = await twoGraphs();
    const result = await db.query('MATCH (a:A {k: 1}) SET a.v = 1 USE other INSERT (:C {k: a.k})');
    expect(result.summary).toMatchObject({ nodesInserted: 1, propertiesSet: 1 });
  });
});

describe('a read while the catalog changes', () => {
  const FOUND = 'USE other MATCH (a), (b)';

  it('calls procedures on the state that it reads', async () => {
    await using db = await twoGraphs();
    const writer = db.session();
    const names = new Set<unknown>();
    let rows = 0;
    const call = 'CALL gql.list_graphs() YIELD graph_name';
    for await (const { graph_name: name } of db.stream(`${FOUND} ${call} RETURN graph_name`)) {
      if (rows++ === 0) {
        await writer.query('DROP GRAPH other');
        await writer.query('CREATE GRAPH later ANY');
      }
      names.add(name);
    }
    expect(rows).toBe(2 * NUMBERS.length ** 2);
    expect([...names]).toEqual(['default', 'other']);
  });

  it('names graphs as in the state that it reads', async () => {
    await using db = await twoGraphs();
    const writer = db.session();
    const found = new Set<unknown>();
    for await (const { g } of db.stream(`${FOUND} RETURN GRAPH other AS g`)) {
      if (found.size === 0) await writer.query('RENAME GRAPH other TO another');
      found.add(g);
    }
    expect([...found]).toEqual(['/default/other']);
  });

  it('fails where its own transaction drops the graph', async () => {
    await using db = await twoGraphs();
    await db.transaction(async (tx) => {
      const reading = tx.query(`${FOUND} FILTER a.k + b.k < 0 RETURN COUNT(*) AS n`);
      const streamed = tx.stream(`${FOUND} RETURN a.k AS k`);
      await streamed.next();
      await tx.query('DROP GRAPH other');
      await expect(reading).rejects.toMatchObject({ gqlstatus: '42002' });
      const drained = (async () => {
        for await (const { k } of streamed) expect(k).toBeDefined();
      })();
      await expect(drained).rejects.toMatchObject({ gqlstatus: '42002' });
    });
  });
});

describe('an import that waits for its turn', () => {
  it('fails where the current graph is dropped meanwhile', async () => {
    await using db = await twoGraphs();
    await db.query('SESSION SET GRAPH other');
    const writer = db.session();
    await writer.query('START TRANSACTION');
    await writer.query('DROP GRAPH other');
    const importing = db.import({ nodes: [{ labels: 'A', file: [{ k: 1 }] }] });
    await writer.query('COMMIT');
    await expect(importing).rejects.toMatchObject({ gqlstatus: '42002' });
    await db.query('SESSION RESET GRAPH');
    const counts = await db.import({ nodes: [{ labels: 'C', file: [{ k: 1 }] }] });
    expect(counts.nodes).toBe(1);
  });
});
