import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { GqlError } from '../../src/base/errors.ts';
import { runQuery } from '../../src/execution/testing/query-runner.ts';
import type { ColumnarStore } from '../../src/storage/columnar-store.ts';
import { createGraphStore } from '../../src/storage/columnar-store.ts';

/**
 * Every path mode, selector, quantifier and orientation on seven small graphs, answered by others
 * by enumeration. The cases lie beside the project and not in it.
 */
const file = path.resolve(import.meta.dirname, '../../../shared/conformance/gpml.jsonl');

interface Case {
  readonly id: string;
  readonly setup: readonly string[];
  readonly query: string;
  readonly expect: {
    readonly rows?: readonly (readonly unknown[])[];
    readonly error?: { readonly gqlstatus: string };
  };
}

if (existsSync(file)) {
  describe('path search', () => {
    it('answers every case of gpml.jsonl', { timeout: 300_000 }, answersAll);
  });
} else {
  describe.skip(`the cases of gpml.jsonl: no file ${file}`, () => {
    it('are answered', () => undefined);
  });
}

function answersAll(): void {
  const cases = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Case);
  const stores = new Map<string, ColumnarStore>();
  const failures = cases.flatMap((test) => {
    const key = test.setup.join(';');
    const store = stores.get(key) ?? built(test.setup);
    stores.set(key, store);
    const wanted = test.expect.error?.gqlstatus.slice(0, 2) ?? sorted(test.expect.rows ?? []);
    const found = answer(store, test.query);
    return found === wanted ? [] : [{ id: test.id, query: test.query, wanted, found }];
  });
  expect(cases.length).toBeGreaterThan(4_000);
  expect(failures).toEqual([]);
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
