import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GqlError } from '../../src/base/errors.ts';
import { formatValue } from '../../src/values/text.ts';
import { ReferenceGraph } from './graph.ts';
import { runReference } from './program.ts';

/**
 * The oracle of the oracle: path cases of others, answered by their enumeration. The cases lie
 * beside the project and not in it.
 */
const project = resolve(import.meta.dirname, '..', '..');
const file = resolve(project, '..', 'shared', 'conformance', 'gpml.jsonl');

interface Case {
  readonly id: string;
  readonly setup: readonly string[];
  readonly query: string;
  readonly expect: {
    readonly columns?: readonly string[];
    readonly rows?: readonly (readonly unknown[])[];
    readonly error?: { readonly gqlstatus: string };
  };
}

if (existsSync(file)) {
  describe('the reference evaluator', () => {
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
  const graphs = new Map<string, ReferenceGraph>();
  const failures = cases.flatMap((one) => {
    const key = one.setup.join(';');
    const graph = graphs.get(key) ?? built(one.setup);
    graphs.set(key, graph);
    const [wanted, actual] = [expected(one), answer(one, graph)];
    return wanted === actual ? [] : [{ id: one.id, query: one.query, wanted, actual }];
  });
  expect(cases.length).toBeGreaterThan(4_000);
  expect(failures).toEqual([]);
}

function built(setup: readonly string[]): ReferenceGraph {
  return setup.reduce((graph, text) => runReference(text, graph).graph, new ReferenceGraph());
}

function expected({ expect: { rows, error } }: Case): string {
  if (error !== undefined) return `error ${error.gqlstatus.slice(0, 2)}`;
  return (rows ?? [])
    .map((row) => row.map(String).join('|'))
    .sort()
    .join('\n');
}

function answer({ query, expect: { columns } }: Case, graph: ReferenceGraph): string {
  try {
    const rows = runReference(query, graph).table?.rows ?? [];
    const names = columns ?? [];
    return rows
      .map((row) => names.map((name) => formatValue(row.get(name) ?? null)).join('|'))
      .sort()
      .join('\n');
  } catch (error) {
    if (error instanceof GqlError) return `error ${error.gqlstatus.slice(0, 2)}`;
    throw error;
  }
}
