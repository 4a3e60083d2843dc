import { describe, expect, it } from 'vitest';
import { Edge, GqlError, GraphLite, Node, Path, gql } from '../../src/index.ts';

async function people(options = {}): Promise<GraphLite> {
  const db = await GraphLite.open('', options);
  await db.query(`INSERT (a:Person {name: 'Ada', age: 36}), (b:Person {name: 'Ben', age: 25}),
    (a)-[:KNOWS {since: 1833}]->(b)`);
  return db;
}

describe('the public contract', () => {
  it('gives rows, columns, status and summary', async () => {
    const db = await people();
    const result = await db.query(
      'MATCH (p:Person) RETURN p.name AS name, p.age AS age ORDER BY age',
    );
    expect(result.rows).toEqual([
      { name: 'Ben', age: 25 },
      { name: 'Ada', age: 36 },
    ]);
    expect([...result]).toEqual(result.rows);
    expect(result.columns.map((column) => column.name)).toEqual(['name', 'age']);
    expect(result.gqlstatus).toBe('00000');
    expect(result.summary.rows).toBe(2);
    expect(JSON.parse(JSON.stringify(result))).toEqual({
      columns: ['name', 'age'],
      rows: [
        { name: 'Ben', age: 25 },
        { name: 'Ada', age: 36 },
      ],
      gqlstatus: '00000',
    });
    expect(String(result).split('\n')).toEqual([
      'name │ age',
      '─────┼────',
      'Ben  │  25',
      'Ada  │  36',
      '(2 rows)',
    ]);
  });

  it('counts what was written, and says 00001 and 02000', async () => {
    const db = await people();
    const inserted = await db.query("INSERT (:Person {name: 'Cleo'})");
    expect(inserted.gqlstatus).toBe('00001');
    expect(inserted.summary).toMatchObject({ nodesInserted: 1, edgesInserted: 0, nodesDeleted: 0 });
    expect((await db.query('MATCH (x:Nobody) RETURN x')).gqlstatus).toBe('02000');
    const removed = await db.query('MATCH (p:Person) DETACH DELETE p');
    expect(removed.summary).toMatchObject({ nodesDeleted: 3, edgesDeleted: 1 });
  });

  it('hands out elements as copies', async () => {
    const db = await people();
    const [row] = (
      await db.query("MATCH p = (a {name: 'Ada'})-[e:KNOWS]->(b) RETURN a, e, p, b.name AS name")
    ).rows;
    const { a, e, p } = row ?? {};
    if (!(a instanceof Node) || !(e instanceof Edge) || !(p instanceof Path)) {
      throw new Error('not elements');
    }
    expect(a).toMatchObject({ labels: ['Person'], properties: { name: 'Ada', age: 36 } });
    expect(e).toMatchObject({ labels: ['KNOWS'], properties: { since: 1833 }, directed: true });
    expect(e.source).toBe(a.id);
    expect(p.length).toBe(1);
    expect(p.nodes[0]).toEqual(a);
    await db.query('MATCH (n) DETACH DELETE n');
    expect(a.properties['name']).toBe('Ada');
  });

  it.each([
    ['1', 1],
    ['9007199254740993', 9007199254740993n],
    ['1.5', 1.5],
    ['0.1 + 0.2', 0.3],
    ['1e3', 1000],
    ["'é'", 'é'],
    ['NULL', null],
    ['TRUE', true],
    ['[1, [2], NULL]', [1, [2], null]],
    ["{a: 1, b: 'x'}", { a: 1, b: 'x' }],
    ["X'0AFF'", Uint8Array.of(10, 255)],
  ])('turns %s into a JavaScript value', async (text, expected) => {
    const db = await GraphLite.open();
    expect(db.querySync(`RETURN ${text} AS v`).rows).toEqual([{ v: expected }]);
    await db.close();
  });

  it('takes parameters of every kind, and refuses what has no type', async () => {
    const db = await GraphLite.open();
    const echo = (v: unknown): unknown => db.querySync('RETURN $v AS v', { v }).rows[0]?.['v'];
    const given = [1, -1.5, 'text', true, null, 12345678901234567890n, [1, 'a'], { a: { b: [] } }];
    for (const value of given) expect(echo(value)).toEqual(value);
    expect(echo({ __proto__: null, a: 1 })).toEqual({ a: 1 });
    for (const value of [undefined, Symbol('x'), () => 1, '\uD800', new Map()]) {
      expect(() => echo(value)).toThrow(expect.objectContaining({ gqlstatus: '22G03' }));
    }
    expect(() => db.querySync('RETURN $missing AS v')).toThrow(/\$missing/u);
    expect(() => db.querySync('RETURN $constructor AS v')).toThrow(GqlError);
  });

  it('treats names like __proto__ as ordinary', async () => {
    const db = await GraphLite.open();
    await db.query("INSERT (:constructor {`__proto__`: 1, toString: 'x'})");
    const [row] = db.querySync('MATCH (n:constructor) RETURN n, n.`__proto__` AS `__proto__`').rows;
    expect(Object.keys(row ?? {})).toEqual(['n', '__proto__']);
    expect(Object.getOwnPropertyDescriptor(row, '__proto__')?.value).toBe(1);
    const node = row?.['n'];
    if (!(node instanceof Node)) throw new Error('not a node');
    expect(Object.keys(node.properties).sort()).toEqual(['__proto__', 'toString']);
  });

  it('never makes parameters part of the text', async () => {
    const db = await people();
    const hostile = "Ada'}) DETACH DELETE (x";
    const result = await db.query(gql`MATCH (p:Person {name: ${hostile}}) RETURN p`);
    expect(result.rows).toEqual([]);
    const found = await db.query(gql`MATCH (p:Person {name: ${'Ada'}}) RETURN p.age AS age`);
    expect(found.rows).toEqual([{ age: 36 }]);
  });

  it('prepares, streams, scripts and explains', async () => {
    const db = await people();
    const statement = db.prepare('MATCH (p:Person {name: $name}) RETURN p.age AS age');
    expect(statement.columns.map((column) => column.name)).toEqual(['age']);
    for (let i = 0; i < 10; i++) {
      expect(statement.querySync({ name: 'Ada' }).rows).toEqual([{ age: 36 }]);
      expect((await statement.query({ name: 'Ben' })).rows).toEqual([{ age: 25 }]);
    }
    const streamed: unknown[] = [];
    for await (const row of db.stream('FOR x IN [1, 2, 3] RETURN x')) {
      streamed.push(row);
      if (streamed.length === 2) break;
    }
    expect(streamed).toEqual([{ x: 1 }, { x: 2 }]);
    const results = await db.script("INSERT (:T {k: ';'}); MATCH (t:T) RETURN t.k AS k;");
    expect(results[1]?.rows).toEqual([{ k: ';' }]);
    expect(String(await db.explain('MATCH (p:Person) RETURN p'))).toMatch(/Person/u);
    expect((await db.query('EXPLAIN MATCH (p:Person) RETURN p')).rows.length).toBeGreaterThan(0);
  });

  it('stops at the deadline and when it is told to', async () => {
    const db = await GraphLite.open();
    await db.query('FOR i IN range(1, 2000) INSERT (:N {i: i})');
    const endless = 'MATCH (a:N), (b:N), (c:N) WHERE a.i + b.i + c.i = -1 RETURN a.i AS i';
    const slow = { gqlstatus: '57014' };
    await expect(db.query(endless, {}, { timeoutMs: 30 })).rejects.toMatchObject(slow);
    expect(() => db.querySync(endless, {}, { timeoutMs: 30 })).toThrow(
      expect.objectContaining(slow),
    );
    const controller = new AbortController();
    setTimeout(() => {
      controller.abort();
    }, 20);
    const cancelled = db.query(endless, {}, { signal: controller.signal });
    await expect(cancelled).rejects.toMatchObject(slow);
  });

  it('refuses work once it is closed, and closes twice', async () => {
    const db = await people();
    await db.close();
    await db.close();
    expect(() => db.querySync('RETURN 1 AS v')).toThrow(/closed/u);
  });
});

describe('errors', () => {
  it.each([
    ['MATCH (p:Person RETURN p', '42001', 17],
    ['MATCH (p:Person) RETURN q', '42002', 25],
    ['RETURN nonsense(1) AS v', '42002', 8],
    ["RETURN 1 + 'a' AS v", '22G12', 8],
    ['RETURN 1 / 0 AS v', '22012', 8],
    ['RETURN 1 AS v v', '42001', 15],
    [`RETURN ${'('.repeat(1000)}1${')'.repeat(1000)} AS v`, '42001', undefined],
  ])('%s', async (text, gqlstatus, column) => {
    const db = await GraphLite.open();
    let caught: unknown;
    try {
      db.querySync(text);
    } catch (error) {
      caught = error;
    }
    if (!(caught instanceof GqlError)) throw new Error(`no GqlError but ${String(caught)}`);
    expect(caught.gqlstatus).toBe(gqlstatus);
    expect(caught.position?.line).toBe(1);
    if (column !== undefined) expect(caught.position?.column).toBe(column);
    expect(caught.message.length).toBeGreaterThan(10);
    await db.close();
  });

  it('leaves nothing of a failed statement behind', async () => {
    const db = await people();
    const text = 'MATCH (p:Person) INSERT (:Copy {x: 100 / (p.age - 25), name: p.name})';
    await expect(db.query(text)).rejects.toMatchObject({ gqlstatus: '22012' });
    expect(db.querySync('MATCH (c:Copy) RETURN COUNT(*) AS n').rows).toEqual([{ n: 0 }]);
  });
});
