import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../src/base/clock.ts';
import { GraphLite } from '../../src/index.ts';

const COUNT = 'MATCH (n) RETURN count(*) AS n';

async function opened(idleTransactionTimeoutMs = 1_000) {
  const clock = new ManualClock();
  const db = await GraphLite.open('', { clock, idleTransactionTimeoutMs });
  return { clock, db, session: db.session() };
}

describe('a transaction that nobody uses', () => {
  it('is rolled back, which its next use is told', async () => {
    const { clock, db, session } = await opened();
    await session.query('START TRANSACTION');
    await session.query('INSERT (:A)');
    clock.advance(1_001);
    await expect(session.query('INSERT (:B)')).rejects.toMatchObject({ gqlstatus: '40000' });
    expect(db.querySync(COUNT).rows).toEqual([{ n: 0 }]);
    // It is gone now, and the session goes on.
    await expect(session.query('COMMIT')).rejects.toMatchObject({ gqlstatus: '2D000' });
    await session.query('INSERT (:C)');
    expect(db.querySync(COUNT).rows).toEqual([{ n: 1 }]);
  });

  it('fails its COMMIT with 40000 and lets its ROLLBACK pass', async () => {
    const { clock, session } = await opened();
    await session.query('START TRANSACTION');
    clock.advance(1_001);
    await expect(session.query('COMMIT')).rejects.toMatchObject({ gqlstatus: '40000' });
    await session.query('START TRANSACTION');
    clock.advance(1_001);
    await session.query('ROLLBACK');
    await session.query('START TRANSACTION');
    await session.query('COMMIT');
  });

  it('does not fail while it is used now and then', async () => {
    const { clock, session } = await opened();
    await session.query('START TRANSACTION');
    for (let i = 0; i < 5; i++) {
      clock.advance(900);
      await session.query('INSERT (:A)');
    }
    await session.query('COMMIT');
    expect(session.querySync(COUNT).rows).toEqual([{ n: 5 }]);
  });

  it('is left open where the time-out is infinite', async () => {
    const { clock, session } = await opened(Infinity);
    await session.query('START TRANSACTION');
    clock.advance(1e12);
    await session.query('COMMIT');
  });

  it('fails a function that was away for too long, also one that catches the error', async () => {
    const { clock, db } = await opened();
    const away = db.transaction(async (tx) => {
      await tx.query('INSERT (:A)');
      clock.advance(1_001);
    });
    await expect(away).rejects.toMatchObject({ gqlstatus: '40000' });
    const caught = db.transaction(async (tx) => {
      clock.advance(1_001);
      await tx.query('INSERT (:A)').catch(() => undefined);
    });
    await expect(caught).rejects.toMatchObject({ gqlstatus: '40000' });
    expect(db.querySync(COUNT).rows).toEqual([{ n: 0 }]);
  });

  it('gives the writer back by itself', async () => {
    const db = await GraphLite.open('', { idleTransactionTimeoutMs: 20 });
    const session = db.session();
    await session.query('START TRANSACTION');
    await session.query('INSERT (:A)');
    await db.query('INSERT (:B)');
    expect(db.querySync(COUNT).rows).toEqual([{ n: 1 }]);
    await expect(session.query(COUNT)).rejects.toMatchObject({ gqlstatus: '40000' });
  });

  it('ends a stream that nobody reads on', async () => {
    const { clock, session } = await opened();
    await session.query('FOR i IN RANGE(1, 5000) INSERT (:A {i: i})');
    await session.query('START TRANSACTION');
    const read = async (): Promise<void> => {
      let count = 0;
      for await (const row of session.stream('MATCH (a:A) RETURN a.i AS i')) {
        expect(row).toHaveProperty('i');
        if (++count === 10) clock.advance(1_001);
      }
    };
    await expect(read()).rejects.toMatchObject({ gqlstatus: '40000' });
  });

  it('refuses a time-out that is none', async () => {
    for (const idleTransactionTimeoutMs of [0, -1, Number.NaN, '5' as unknown as number]) {
      await expect(GraphLite.open('', { idleTransactionTimeoutMs })).rejects.toMatchObject({
        gqlstatus: '22G03',
      });
    }
  });
});
