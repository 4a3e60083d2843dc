import { GqlError } from '../../src/base/errors.ts';
import { formatValue } from '../../src/values/text.ts';
import type { GpmlCase } from '../helpers/gpml-cases.ts';
import { describeGpmlCases } from '../helpers/gpml-cases.ts';
import { ReferenceGraph } from './graph.ts';
import { runReference } from './program.ts';

// The oracle of the oracle.
describeGpmlCases('the reference evaluator', failuresOf);

function failuresOf(cases: readonly GpmlCase[]): readonly unknown[] {
  const graphs = new Map<string, ReferenceGraph>();
  return cases.flatMap((one) => {
    const key = one.setup.join(';');
    const graph = graphs.get(key) ?? built(one.setup);
    graphs.set(key, graph);
    const [wanted, actual] = [expected(one), answer(one, graph)];
    return wanted === actual ? [] : [{ id: one.id, query: one.query, wanted, actual }];
  });
}

function built(setup: readonly string[]): ReferenceGraph {
  return setup.reduce((graph, text) => runReference(text, graph).graph, new ReferenceGraph());
}

function expected({ expect: { rows, error } }: GpmlCase): string {
  if (error !== undefined) return `error ${error.gqlstatus.slice(0, 2)}`;
  return (rows ?? [])
    .map((row) => row.map(String).join('|'))
    .sort()
    .join('\n');
}

function answer({ query, expect: { columns } }: GpmlCase, graph: ReferenceGraph): string {
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
