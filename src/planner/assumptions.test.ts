import { describe, expect, it } from 'vitest';
import { assumptionsHold } from './planner.ts';
import { benchGraph } from './testing/bench-graph.ts';
import { planText } from './testing/plan-text.ts';
import type { StubGraph } from './testing/stub-reader.ts';
import { stubReader } from './testing/stub-reader.ts';

const person = { kind: 'label', name: 'Person' } as const;
const follows = { kind: 'label', name: 'FOLLOWS' } as const;

function withLoops(count: number): StubGraph {
  const edges = benchGraph.edges.map((table) => ({ ...table, selfLoops: count }));
  return { ...benchGraph, edges };
}

describe('assumptions of plans', () => {
  const chain = planText('MATCH (a)-[:FOLLOWS]->(b)-[:FOLLOWS]->(c) RETURN COUNT(*) AS n');

  it('are recorded where a plan is owed to the data', () => {
    expect(chain.assumptions).toEqual([{ kind: 'noSelfLoops', labels: follows }]);
    expect(planText('MATCH (a)-[e]->(b) RETURN a').assumptions).toEqual([]);
  });

  it('hold until the data changes', () => {
    expect(assumptionsHold(chain, stubReader(benchGraph))).toBe(true);
    expect(assumptionsHold(chain, stubReader(withLoops(1)))).toBe(false);
    expect(assumptionsHold(chain, stubReader(benchGraph))).toBe(true);
  });

  it('do not hold where nothing is known', () => {
    expect(assumptionsHold(chain, stubReader({ ...benchGraph, overlay: true }))).toBe(false);
    const plain = planText('MATCH (a)-[e]->(b) RETURN a');
    expect(assumptionsHold(plain, stubReader({ ...benchGraph, overlay: true }))).toBe(true);
  });

  it('see a table that comes between two labels', () => {
    const plan = planText('MATCH (a)-[e:FOLLOWS]->(b)-[f:LIVES_IN]->(c) RETURN a, e, f');
    expect(plan.assumptions.map(({ kind }) => kind)).toEqual(['disjointEdges']);
    const both = { labels: ['FOLLOWS', 'LIVES_IN'], source: 'Person', target: 'City', count: 1 };
    const edges = [...benchGraph.edges, both];
    expect(assumptionsHold(plan, stubReader(benchGraph))).toBe(true);
    expect(assumptionsHold(plan, stubReader({ ...benchGraph, edges }))).toBe(false);
  });

  it('see a node without the property, and an index that is gone', () => {
    const plan = planText('MATCH (p:Person)-[:FOLLOWS]->(b) RETURN p.id AS i, COUNT(*) AS n');
    expect(plan.assumptions).toContainEqual({
      kind: 'allPresent',
      labels: person,
      property: 'id',
    });
    const presence = { id: 0.5 };
    const nodes = benchGraph.nodes.map((table) => ({ ...table, presence }));
    expect(assumptionsHold(plan, stubReader({ ...benchGraph, nodes }))).toBe(false);
    expect(assumptionsHold(plan, stubReader({ ...benchGraph, indexes: [] }))).toBe(false);
  });
});
