import { describe, expect, it } from 'vitest';
import { GqlError, GraphLite } from '../../src/index.ts';

async function counterDatabase(): Promise<GraphLite> {
  const db = await GraphLite.open();
  await db.query('INSERT (:Counter {value: 0})');
  return db;
}

const READ = 'MATCH (c:Counter) RETURN c.value AS value';
const ADD = 'MATCH (c:Counter) SET c.value = c.value + 1';

function value(db: Pick<GraphLite, 'querySync'>): unknown {
  return db.querySync(READ).rows[0]?.['value'];
}

describe('transactions', () => {
  it('commits when the function resolves', async () => {
    const db = await counterDatabase();
    const result = await db.transaction(async (tx) => {
      await tx.query(ADD);
      await tx.query(ADD);
      return value(tx);
    });
    expect(result).toBe(2);
    expect(value(db)).toBe(2);
  });

  it('rolls back when it throws, and gives the error on', async () => {
    const db = await counterDatabase();
    const failing = db.transaction(async (tx) => {
      await tx.query(ADD);
      await tx.query('INSERT (:Other)');
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(value(db)).toBe(0);
    expect(db.querySync('MATCH (o:Other) RETURN o').rows).toEqual([]);
  });

  it('hides what is not committed from everyone else', async () => {
    const db = await counterDatabase();
    await db.transaction(async (tx) => {
      await tx.query(ADD);
      await tx.query('INSERT (:Counter {value: 10})');
      expect(value(db)).toBe(0);
      expect((await db.query(READ)).rows).toHaveLength(1);
      expect((await tx.query(READ)).rows).toHaveLength(2);
    });
    expect(db.querySync(READ).rows).toHaveLength(2);
  });

  it('reads one state for its whole length', async () => {
    const db = await counterDatabase();
    const session = db.session();
    await session.query('START TRANSACTION READ ONLY');
    expect(value(session)).toBe(0);
    await db.query(ADD);
    await db.query('INSERT (:Counter {value: 10})');
    expect(session.querySync(READ).rows).toEqual([{ value: 0 }]);
    await session.query('COMMIT');
    expect(session.querySync(READ).rows).toHaveLength(2);
  });

  it('undoes a failed statement and keeps the transaction', async () => {
    const db = await counterDatabase();
    await db.transaction(async (tx) => {
      await tx.query(ADD);
      await expect(
        tx.query('MATCH (c:Counter) SET c.value = 1 / (c.value - 1)'),
      ).rejects.toMatchObject({ gqlstatus: '22012' });
    });
    expect(value(db)).toBe(1);
  });

  it('lets concurrent increments all count, retrying conflicts', async () => {
    const db = await counterDatabase();
    const increments = Array.from({ length: 20 }, () =>
      db.transaction(async (tx) => {
        const [row] = (await tx.query(READ)).rows;
        await Promise.resolve();
        await tx.query('MATCH (c:Counter) SET c.value = $next', {
          next: Number(row?.['value']) + 1,
        });
      }),
    );
    await Promise.all(increments);
    expect(value(db)).toBe(20);
  });

  it('says 40001 to a transaction that writes on an old snapshot', async () => {
    const db = await counterDatabase();
    const session = db.session();
    await session.query('START TRANSACTION');
    expect(value(session)).toBe(0);
    await db.query(ADD);
    await expect(session.query(ADD)).rejects.toMatchObject({ gqlstatus: '40001' });
    await session.query('ROLLBACK');
    await session.query(ADD);
    expect(value(db)).toBe(2);
  });

  it('nests by savepoint', async () => {
    const db = await counterDatabase();
    await db.transaction(async (tx) => {
      await tx.query(ADD);
      const inner = tx.transaction(async (nested) => {
        await nested.query(ADD);
        await nested.query('INSERT (:Other)');
        throw new Error('inner');
      });
      await expect(inner).rejects.toThrow('inner');
      expect(value(tx)).toBe(1);
    });
    expect(value(db)).toBe(1);
  });

  it('tells at once that a write inside goes through tx', async () => {
    const db = await counterDatabase();
    await db.transaction(async (tx) => {
      await tx.query(ADD);
      const wrong = await db.query(ADD).catch((error: unknown) => error);
      expect(wrong).toBeInstanceOf(GqlError);
      expect(wrong).toMatchObject({
        gqlstatus: '25000',
        hint: expect.stringContaining('tx.query'),
      });
    });
    expect(value(db)).toBe(1);
  });

  it('never waits in querySync', async () => {
    const db = await counterDatabase();
    const session = db.session();
    session.querySync('START TRANSACTION');
    session.querySync(ADD);
    expect(() => db.querySync(ADD)).toThrow(expect.objectContaining({ gqlstatus: '55006' }));
    session.querySync('COMMIT');
    db.querySync(ADD);
    expect(value(db)).toBe(2);
  });

  it('waits its turn in query, up to lockTimeoutMs', async () => {
    const db = await GraphLite.open('', { lockTimeoutMs: 20 });
    await db.query('INSERT (:Counter {value: 0})');
    const session = db.session();
    await session.query('START TRANSACTION');
    await session.query(ADD);
    await expect(db.query(ADD)).rejects.toMatchObject({ gqlstatus: '55006' });
    const waiting = db.query(ADD);
    await session.query('COMMIT');
    await waiting;
    expect(value(db)).toBe(2);
  });

  it.each([
    ['COMMIT', '2D000'],
    ['ROLLBACK', '2D000'],
  ])('%s without a transaction is %s', async (text, gqlstatus) => {
    const db = await counterDatabase();
    await expect(db.query(text)).rejects.toMatchObject({ gqlstatus });
  });

  it('refuses a second START and writes in a read-only transaction', async () => {
    const db = await counterDatabase();
    const session = db.session();
    await session.query('START TRANSACTION READ ONLY');
    await expect(session.query('START TRANSACTION')).rejects.toMatchObject({ gqlstatus: '25G01' });
    await expect(session.query(ADD)).rejects.toMatchObject({ gqlstatus: '25G03' });
    session.close();
    expect(value(db)).toBe(0);
  });
});

describe('transactions that are used out of turn', () => {
  it('lets statements of one transaction run side by side', async () => {
    const db = await GraphLite.open('', { lockTimeoutMs: 500 });
    await db.transaction((tx) => Promise.all([tx.query('INSERT (:A)'), tx.query('INSERT (:A)')]));
    expect(db.stats().nodes).toBe(2);
  });

  it('refuses tx after its function has returned', async () => {
    const db = await GraphLite.open();
    const tx = await db.transaction((inner) => Promise.resolve(inner));
    await expect(tx.query('INSERT (:A)')).rejects.toMatchObject({ gqlstatus: '25000' });
    expect(db.stats().nodes).toBe(0);
  });

  it('refuses a second transaction inside of the first at once', async () => {
    const db = await GraphLite.open();
    const nested = db.transaction(() => db.transaction((tx) => tx.query('INSERT (:B)')));
    await expect(nested).rejects.toMatchObject({ gqlstatus: '25000' });
  });

  it('lets what outlives a transaction write', async () => {
    const db = await GraphLite.open();
    let later = Promise.resolve<unknown>(undefined);
    await db.transaction(() => {
      later = new Promise((resolve) => setTimeout(resolve, 5)).then(() => db.query('INSERT (:A)'));
      return Promise.resolve();
    });
    await later;
    expect(db.stats().nodes).toBe(1);
  });

  it('does not write once the database is closed, nor after an abort', async () => {
    const db = await GraphLite.open();
    const aborted = db.query('INSERT (:A)', {}, { signal: AbortSignal.abort() });
    await expect(aborted).rejects.toMatchObject({ gqlstatus: '57014' });
    const session = db.session();
    await session.query('START TRANSACTION');
    await session.query('INSERT (:A)');
    const waiting = db.query('INSERT (:B)');
    await db.close();
    session.close();
    await expect(waiting).rejects.toMatchObject({ gqlstatus: '08000' });
  });

  it('streams elements out of the state that the stream began with', async () => {
    const db = await GraphLite.open();
    await db.import({
      nodes: [{ labels: 'A', file: Array.from({ length: 5_000 }, (_, i) => ({ i, v: 0 })) }],
    });
    let changed = 0;
    let rows = 0;
    for await (const row of db.stream<{ a: { properties: { v: number } } }>(
      'MATCH (a:A) RETURN a',
    )) {
      if (row.a.properties.v !== 0) changed++;
      if (++rows === 5) await db.query('MATCH (a:A WHERE a.v = 0) SET a.v = 1');
    }
    expect(changed).toBe(0);
  });
});
