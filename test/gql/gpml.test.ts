import { GqlError } from '../../src/base/errors.ts';
import { runQuery } from '../../src/execution/testing/query-runner.ts';
import type { ColumnarStore } from '../../src/storage/columnar-store.ts';
import { createGraphStore } from '../../src/storage/columnar-store.ts';
import type { GpmlCase } from '../helpers/gpml-cases.ts';
import { describeGpmlCases } from '../helpers/gpml-cases.ts';

describeGpmlCases('path search', failuresOf);

function failuresOf(cases: readonly GpmlCase[]): readonly unknown[] {
  const stores = new Map<string, ColumnarStore>();
  return cases.flatMap((test) => {
    const key = test.setup.join(';');
    const store = stores.get(key) ?? built(test.setup);
    stores.set(key, store);
    const wanted = test.expect.error?.gqlstatus.slice(0, 2) ?? sorted(test.expect.rows ?? []);
    const found = answer(store, test.query);
    return found === wanted ? [] : [{ id: test.id, query: test.query, wanted, found }];
  });
}

function built(setup: readonly string[]): ColumnarStore {
  const store = createGraphStore({ graph: 1 });
  for (const program of setup) runQuery(store, program);
  return store;
}

function answer(store: ColumnarStore, query: string): string {
  try {
    return sorted(runQuery(store, query, { slice: 7 }).rows.map((row) => Object.values(row)));
  } catch (error) {
    if (error instanceof GqlError) return error.gqlstatus.slice(0, 2);
    throw error;
  }
}

function sorted(rows: readonly (readonly unknown[])[]): string {
  return rows
    .map((row) => JSON.stringify(row))
    .sort()
    .join('\n');
}
