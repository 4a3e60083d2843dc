import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GraphLite } from '../../src/index.ts';

let db: GraphLite;

beforeEach(async () => {
  db = await GraphLite.open();
});

afterEach(async () => {
  await db.close();
});

describe('programs that are too long for the host', () => {
  test.each([
    ['clauses', 'INSERT (:A) '.repeat(600), 'maxClauses'],
    ['statements', `RETURN 1 AS x${' NEXT RETURN x'.repeat(600)}`, 'maxClauses'],
    ['edge patterns', `MATCH ()${'-[]->()'.repeat(300)} RETURN 1 AS x`, 'maxEdgePatterns'],
    [
      'quantified edges',
      `MATCH ANY SHORTEST ()${'-[]->{0,2}'.repeat(300)}() RETURN 1 AS x`,
      'maxEdgePatterns',
    ],
  ])('%s meet a named limit', async (_, text, limit) => {
    await expect(db.query(text)).rejects.toMatchObject({
      gqlstatus: '42001',
      message: expect.stringContaining(limit) as string,
    });
  });

  test('up to the limit they run, on either executor', async () => {
    for (const executor of ['interpreter', 'compiler'] as const) {
      await using own = await GraphLite.open('', { executor });
      await own.query('INSERT (:A) '.repeat(500));
      const chain = `MATCH (n) RETURN COUNT(*) AS x${' NEXT RETURN x'.repeat(400)}`;
      expect((await own.query(chain)).rows).toEqual([{ x: 500 }]);
      const path = `MATCH ()${'-[]->()'.repeat(250)} RETURN COUNT(*) AS n`;
      expect((await own.query(path)).rows).toEqual([{ n: 0 }]);
    }
  });

  test('a value that holds itself many times over is refused, not written out', async () => {
    const text = 'RETURN REDUCE(s = [1], i IN RANGE(1, 40) | [s, s]) AS v';
    await expect(db.query(text)).rejects.toMatchObject({ gqlstatus: '22G0B' });
  });

  test('a value that is nested too deeply ends the statement and nothing else', async () => {
    const text = 'RETURN REDUCE(s = [1], i IN RANGE(1, 100000) | [s]) AS v';
    await expect(db.query(text)).rejects.toMatchObject({ gqlstatus: '54001' });
    expect((await db.query('RETURN 1 AS x')).rows).toEqual([{ x: 1 }]);
  });
});
