import { describe, expect, it } from 'vitest';
import { GraphLite } from '../../src/index.ts';
import type { Registration } from '../../src/index.ts';

const EXECUTORS = ['interpreter', 'compiler'] as const;

describe.each(EXECUTORS)('a registered function on the %s', (executor) => {
  it('is called by position, in any case, once a row', async () => {
    const db = await GraphLite.open('', { executor });
    db.register({
      name: 'geo.distance',
      parameters: { a: 'INT', b: 'INT' },
      returns: 'INT',
      run: (a: number, b: number) => Math.abs(a - b),
    });
    const { rows } = db.querySync('FOR i IN [1, 5] RETURN geo.distance(i, 3) AS d');
    expect(rows).toEqual([{ d: 2 }, { d: 2 }]);
    expect(db.querySync('RETURN GEO.Distance(1, 9) AS d').rows).toEqual([{ d: 8 }]);
    expect(db.querySync('FOR i IN [1, 9] FILTER geo.distance(i, 9) = 0 RETURN i').rows).toEqual([
      { i: 9 },
    ]);
  });

  it('gets what programs get, elements too, and gives a value of its type', async () => {
    const db = await GraphLite.open('', { executor });
    await db.query('INSERT (:A {k: 1})');
    const seen: unknown[] = [];
    const run = (value: unknown): string => {
      seen.push(value);
      return String((value as { labels: string[] }).labels[0]);
    };
    db.register({ name: 'first_label', parameters: { n: 'NODE' }, returns: 'STRING', run });
    expect(db.querySync('MATCH (a) RETURN first_label(a) AS l').rows).toEqual([{ l: 'A' }]);
    expect(seen[0]).toMatchObject({ labels: ['A'], properties: { k: 1 } });
  });

  it('is null where it gives undefined, and fails where it gives no value', async () => {
    const db = await GraphLite.open('', { executor });
    const returning = (name: string, returns: string, value: unknown): void => {
      db.register({ name, returns, run: () => value });
    };
    returning('nothing', 'INT', undefined);
    returning('a_function', 'ANY', () => 1);
    returning('a_promise', 'ANY', Promise.resolve(1));
    returning('a_word', 'INT', 'x');
    returning('a_number', 'STRING', 5);
    expect(db.querySync('RETURN nothing() AS x').rows).toEqual([{ x: null }]);
    for (const name of ['a_function', 'a_promise']) {
      expect(() => db.querySync(`RETURN ${name}()`)).toThrow(name);
    }
    expect(() => db.querySync('RETURN a_word()')).toThrow(/x/u);
    expect(db.querySync('RETURN a_number() AS x').rows).toEqual([{ x: '5' }]);
  });

  it('fails with 38000 when it throws, and keeps the cause', async () => {
    const db = await GraphLite.open('', { executor });
    const cause = new Error('no such place');
    const run = (): never => {
      throw cause;
    };
    db.register({ name: 'broken', returns: 'INT', run });
    await expect(db.query('RETURN broken()')).rejects.toMatchObject({ gqlstatus: '38000', cause });
  });
});

describe.each(EXECUTORS)('a registered procedure on the %s', (executor) => {
  it('is stopped at the deadline, however many rows it has', async () => {
    const db = await GraphLite.open('', { executor });
    db.register({
      name: 'endless',
      columns: { i: 'INT' },
      *run() {
        for (let i = 0; ; i++) yield { i };
      },
    });
    const endless = db.query('CALL endless() YIELD i RETURN COUNT(*) AS n', {}, { timeoutMs: 50 });
    await expect(endless).rejects.toMatchObject({ gqlstatus: '57014' });
  });
});

describe('a registered procedure', () => {
  it('gives the rows of any iterable', async () => {
    const db = await GraphLite.open();
    db.register({
      name: 'count_to',
      parameters: { n: 'INT' },
      columns: { i: 'INT', half: 'FLOAT' },
      *run(n: number) {
        for (let i = 1; i <= n; i++) yield { i, half: i / 2, ignored: true };
      },
    });
    expect(db.querySync('CALL count_to(3) YIELD i, half RETURN i, half').rows).toEqual([
      { i: 1, half: 0.5 },
      { i: 2, half: 1 },
      { i: 3, half: 1.5 },
    ]);
    db.register({ name: 'a_set', columns: { i: 'INT' }, run: () => new Set([{ i: 1 }, {}]) });
    expect(db.querySync('CALL a_set() YIELD i RETURN i').rows).toEqual([{ i: 1 }, { i: null }]);
  });

  it('stops where nobody wants more rows', async () => {
    const db = await GraphLite.open();
    let made = 0;
    db.register({
      name: 'endless',
      columns: { i: 'INT' },
      *run() {
        for (;;) yield { i: ++made };
      },
    });
    expect(db.querySync('CALL endless() YIELD i RETURN i LIMIT 3').rows).toHaveLength(3);
    expect(made).toBeLessThan(5_000);
  });

  it('refuses what is not rows by a clear error', async () => {
    const db = await GraphLite.open();
    const given: [string, unknown, RegExp][] = [
      ['a_number', 5, /returned no rows/u],
      ['a_promise', Promise.resolve([]), /a promise|asynchronous/u],
      ['numbers', [1], /is no object/u],
      ['functions', [{ i: () => 1 }], /column i of functions/u],
      ['words', [{ i: 'x' }], /x/u],
    ];
    for (const [name, rows, message] of given) {
      db.register({ name, columns: { i: 'INT' }, run: () => rows } as Registration);
      expect(() => db.querySync(`CALL ${name}() YIELD i RETURN i`)).toThrow(message);
    }
    async function* later() {
      await Promise.resolve();
      yield { i: 1 };
    }
    expect(() => {
      db.register({ name: 'later', columns: { i: 'INT' }, run: later as never });
    }).toThrow(/run is asynchronous/u);
    db.register({ name: 'later', columns: { i: 'INT' }, run: (() => later()) as never });
    expect(() => db.querySync('CALL later()')).toThrow(/asynchronous/u);
  });

  it('is safe with names of the language it is written in', async () => {
    const db = await GraphLite.open();
    const columns = JSON.parse('{"__proto__": "INT", "constructor": "STRING"}') as Record<
      string,
      string
    >;
    const row = JSON.parse('{"__proto__": 1, "constructor": "c"}') as Record<string, unknown>;
    db.register({ name: '__proto__', columns, run: () => [row, {}] });
    const { rows } = db.querySync(
      'CALL __proto__() YIELD __proto__ AS p, constructor AS c RETURN p, c',
    );
    expect(rows).toEqual([
      { p: 1, c: 'c' },
      { p: null, c: null },
    ]);
    db.register({ name: 'constructor', returns: 'INT', run: () => 7 });
    expect(db.querySync('RETURN constructor() AS c').rows).toEqual([{ c: 7 }]);
    expect(() => db.querySync('RETURN valueOf()')).toThrow(/valueOf/u);
    expect(() => db.querySync('CALL valueOf()')).toThrow(/there is no procedure/u);
  });
});

describe('register', () => {
  it('refuses what is no procedure or function', async () => {
    const db = await GraphLite.open();
    const run = (): never[] => [];
    const wrong: [unknown, RegExp][] = [
      [{ name: 'a b', columns: {}, run }, /cannot name/u],
      [{ name: '', columns: {}, run }, /cannot name/u],
      [{ name: 'a.', columns: {}, run }, /cannot name/u],
      [{ name: 5, columns: {}, run }, /cannot name/u],
      [{ name: 'p', columns: {} }, /run is not a function/u],
      [{ name: 'p', run }, /neither columns nor returns/u],
      [{ name: 'p', columns: null, run }, /neither columns nor returns/u],
      [{ name: 'p', columns: { a: 'NO_TYPE' }, run }, /p, column a/u],
      [{ name: 'p', columns: { a: 5 }, run }, /p, column a/u],
      [{ name: 'p', columns: {}, parameters: { x: 'INT(' }, run }, /p, parameter x/u],
      [{ name: 'p', returns: 'INT INT', run }, /p, returns/u],
      [{ name: 'p', returns: 'INT', columns: {}, run }, /both columns and returns/u],
      [{ name: 'p', returns: 'INT', run: async () => Promise.resolve(1) }, /asynchronous/u],
      [undefined, /register/u],
      [null, /register/u],
    ];
    for (const [given, message] of wrong) {
      expect(() => db.register(given as Registration), JSON.stringify(given)).toThrow(message);
    }
    expect(db.querySync("CALL gql.list_procedures() YIELD name FILTER name = 'p'").rows).toEqual(
      [],
    );
  });

  it('takes a name once, unless it replaces', async () => {
    const db = await GraphLite.open();
    const routine = { name: 'f', returns: 'INT', run: () => 1 };
    db.register(routine);
    const prepared = db.prepare('RETURN f() AS x');
    expect(prepared.querySync().rows).toEqual([{ x: 1 }]);
    expect(() => db.register({ ...routine, name: 'F' })).toThrow(/a function "f" already/u);
    db.register({ ...routine, returns: 'STRING', run: () => 'two', replace: true });
    expect(prepared.querySync().rows).toEqual([{ x: 'two' }]);
    expect(prepared.columns[0]?.type).toBe('STRING');
    expect(() => db.register({ ...routine, name: 'gql.list_graphs', replace: true })).toThrow(
      /gql.list_graphs" already/u,
    );
  });

  it('replaces under another case of the name, and leaves one of them', async () => {
    const db = await GraphLite.open();
    db.register({ name: 'f', returns: 'INT', run: () => 1 });
    db.register({ name: 'F', returns: 'INT', run: () => 2, replace: true });
    expect(db.querySync('RETURN f() AS x').rows).toEqual([{ x: 2 }]);
  });

  it('does not replace a function of the language', async () => {
    const db = await GraphLite.open();
    expect(() => db.register({ name: 'upper', returns: 'STRING', run: () => 'x' })).toThrow(
      /upper/iu,
    );
  });

  it('is of one database', async () => {
    const [one, other] = [await GraphLite.open(), await GraphLite.open()];
    one.register({ name: 'f', returns: 'INT', run: () => 1 });
    expect(() => other.querySync('RETURN f()')).toThrow(/unknown function/u);
    expect(one.session().querySync('RETURN f() AS x').rows).toEqual([{ x: 1 }]);
  });

  it('may be called by one that runs, which reads but does not write', async () => {
    const db = await GraphLite.open();
    await db.query('INSERT (:A {k: 1})');
    db.register({
      name: 'count_all',
      returns: 'INT',
      run: () => db.querySync('MATCH (n) RETURN count(*) AS n').rows[0]?.['n'],
    });
    expect(db.querySync('RETURN count_all() AS n').rows).toEqual([{ n: 1 }]);
    db.register({
      name: 'grow',
      returns: 'INT',
      run: () => db.querySync('INSERT (:B)').rows.length,
    });
    await expect(db.query('INSERT (:C {k: grow()})')).rejects.toThrow(/grow failed|writing/u);
    expect(db.querySync('MATCH (n) RETURN count(*) AS n').rows).toEqual([{ n: 1 }]);
  });
});
