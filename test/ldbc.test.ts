import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GraphLite } from '../src/index.ts';
import {
  expectAnswers,
  hasLdbcData,
  ldbcAnswers,
  ldbcData,
  ldbcImport,
} from './helpers/ldbc-graph.ts';

/**
 * The texts in examples/ldbc against the answers of the benchmark's reference SQL. The data lies
 * beside the project and not in it, so that the test runs only where somebody has put it there.
 */
if (hasLdbcData) {
  describe('the LDBC queries', againstReference);
} else {
  describe.skip(`the LDBC queries: no data in ${ldbcData}`, () => {
    it('give the answers of the reference', () => undefined);
  });
}

function againstReference(): void {
  const answers = Object.entries(ldbcAnswers());
  let db: GraphLite;

  beforeAll(async () => {
    db = await GraphLite.open();
    await db.import(ldbcImport());
  });

  afterAll(async () => {
    await db.close();
  });

  it('are IS1 to IS7 and IC1 to IC8', () => {
    expect(answers).toHaveLength(15);
  });

  it.each(answers)('%s gives the answers of the reference', async (name, cases) => {
    await expectAnswers(db, name, cases);
  });
}
