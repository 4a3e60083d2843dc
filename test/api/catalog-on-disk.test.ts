import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GraphLite } from '../../src/index.ts';

let directory = '';

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'graphlite-catalog-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** What a database that was closed in one way or another answers when it is opened again. */
async function reopened(programs: readonly string[], question: string): Promise<unknown[][]> {
  const answers: unknown[][] = [];
  const db = await GraphLite.open(directory);
  for (const program of programs) await db.query(program);
  await db.close();
  for (let time = 0; time < 2; time++) {
    const again = await GraphLite.open(directory);
    answers.push(again.querySync(question).rows);
    await again.checkpoint();
    await again.close();
  }
  return answers;
}

describe('on disk', () => {
  it('a renamed graph has its data', async () => {
    const programs = [
      'CREATE GRAPH g ANY',
      'USE g INSERT (:A {k: 1})',
      'RENAME GRAPH g TO h',
      'USE h INSERT (:A {k: 2})',
    ];
    const rows = [{ k: 1 }, { k: 2 }];
    const question = 'USE h MATCH (a:A) RETURN a.k AS k ORDER BY k';
    expect(await reopened(programs, question)).toEqual([rows, rows]);
  });

  it('a renamed schema has what it held', async () => {
    const programs = [
      'CREATE SCHEMA /s',
      'CREATE GRAPH TYPE /s/t { (:A {k INT}) }',
      'CREATE GRAPH /s/g TYPED /s/t',
      'USE /s/g INSERT (:A {k: 1})',
      'CREATE PROCEDURE /s/p(x INT) { USE g MATCH (a:A) RETURN a.k + x AS y }',
      'RENAME SCHEMA /s TO r',
    ];
    expect(await reopened(programs, 'CALL /r/p(1) YIELD y RETURN y')).toEqual([
      [{ y: 2 }],
      [{ y: 2 }],
    ]);
  });

  it('a transaction over catalog and graphs is there as a whole', async () => {
    const programs = [
      'START TRANSACTION',
      'CREATE GRAPH g ANY',
      'USE g INSERT (:A)',
      'INSERT (:B)',
      'COMMIT',
      'START TRANSACTION',
      'DROP GRAPH g',
      'CREATE GRAPH h ANY',
      'INSERT (:B)',
      'ROLLBACK',
    ];
    const question = 'CALL gql.list_graphs() YIELD graph_name MATCH (b:B) RETURN graph_name';
    const rows = [{ graph_name: 'default' }, { graph_name: 'g' }];
    expect(await reopened(programs, question)).toEqual([rows, rows]);
  });

  it('a transaction that closes the database fails, and is not there', async () => {
    const db = await GraphLite.open(directory);
    const closing = db.transaction(async (tx) => {
      await tx.query('CREATE GRAPH g ANY');
      await db.close();
    });
    await expect(closing).rejects.toMatchObject({ gqlstatus: '08000' });
    const question = 'CALL gql.list_graphs() YIELD graph_name RETURN graph_name';
    const rows = [{ graph_name: 'default' }];
    expect(await reopened([], question)).toEqual([rows, rows]);
  });

  it('what a function of a transaction did before its error is not', async () => {
    const db = await GraphLite.open(directory);
    const failing = db.transaction(async (tx) => {
      await tx.query('CREATE GRAPH g ANY');
      await tx.transaction(async (inner) => inner.query('CREATE GRAPH h ANY'));
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await db.transaction(async (tx) => {
      await tx.query('CREATE GRAPH kept ANY');
      const undone = tx.transaction(async (inner) => {
        await inner.query('CREATE GRAPH undone ANY');
        await inner.query('USE undone INSERT (:A)');
        await inner.query('INSERT (:A)');
        throw new Error('this part only');
      });
      await expect(undone).rejects.toThrow('this part only');
      await tx.query('USE kept INSERT (:A)');
    });
    await db.close();
    const question = 'CALL gql.list_graphs() YIELD graph_name RETURN graph_name';
    const rows = [{ graph_name: 'default' }, { graph_name: 'kept' }];
    expect(await reopened([], question)).toEqual([rows, rows]);
  });
});
