import { describe, expect, it } from 'vitest';
import { benchGraph } from '../testing/bench-graph.ts';
import { explainText, planText } from '../testing/plan-text.ts';

const looped = {
  ...benchGraph,
  edges: benchGraph.edges.map((table) => ({ ...table, selfLoops: 1 })),
};

function comparisons(pattern: string, graph = benchGraph): string[] {
  const lines = explainText(`MATCH ${pattern} RETURN *`, graph).split('\n');
  return lines.map((line) => line.trim()).filter((line) => line.startsWith('Different edges'));
}

describe('DIFFERENT EDGES', () => {
  it.each([
    ['different tables', '(a)-[e:FOLLOWS]->(b)-[f:LIVES_IN]->(c)'],
    ['a directed chain', '(a)-[e:FOLLOWS]->(b)-[f:FOLLOWS]->(c)'],
    ['a directed triangle', '(a)-[e:FOLLOWS]->(b)-[f:FOLLOWS]->(c)-[g:FOLLOWS]->(a)'],
    ['ends of different labels', '(a)-[e]->(b:City), (c)-[f]->(d:Country)'],
    ['directed and undirected', '(a)-[e]->(b)~[f]~(c)'],
    ['one edge', '(a)-[e]-(b)'],
    ['REPEATABLE ELEMENTS', 'REPEATABLE ELEMENTS (a)-[e]-(b)-[f]-(c)'],
  ])('needs no comparison for %s', (_name, pattern) => {
    expect(comparisons(pattern)).toEqual([]);
  });

  it.each([
    ['edges towards one node', '(a)-[e:FOLLOWS]->(b)<-[f:FOLLOWS]-(c)', ['f from e']],
    ['edges of any direction', '(a)-[e:FOLLOWS]-(b)-[f:FOLLOWS]-(c)', ['f from e']],
    [
      'the first and third of a chain',
      '(a)-[e:FOLLOWS]->(b)-[f:FOLLOWS]->(c)-[g:FOLLOWS]->(d)',
      ['g from e'],
    ],
    ['edges without a label', '(a)-[e]->(b)<-[f]-(c)', ['f from e']],
    ['TRAIL', 'REPEATABLE ELEMENTS TRAIL (a)-[e:FOLLOWS]-(b)-[f:FOLLOWS]-(c)', ['f from e']],
  ])('compares %s', (_name, pattern, expected) => {
    expect(comparisons(pattern)).toEqual(expected.map((text) => `Different edges ${text}`));
  });

  it('compares the edges of a chain where there are self-loops', () => {
    expect(comparisons('(a)-[e:FOLLOWS]->(b)-[f:FOLLOWS]->(c)', looped)).toHaveLength(1);
  });

  it('compares the edges of a path search with others', () => {
    const found = comparisons('(a)-[e:FOLLOWS]->{1,2}(b)<-[f:FOLLOWS]-(c)');
    expect(found).toHaveLength(1);
    expect(comparisons('(a)-[e:FOLLOWS]->{1,2}(b)-[f:LIVES_IN]->(c)')).toEqual([]);
  });

  it('treats each MATCH by itself', () => {
    expect(comparisons('(a)-[e:FOLLOWS]->(b) MATCH (b)<-[f:FOLLOWS]-(c)')).toEqual([]);
  });

  it('trusts nothing without the bare arrays', () => {
    const overlay = { ...benchGraph, overlay: true };
    expect(comparisons('(a)-[e:FOLLOWS]->(b)-[f:FOLLOWS]->(c)', overlay)).toHaveLength(1);
    expect(planText('MATCH (a)-[e]->(b)-[f]->(c) RETURN a', overlay).assumptions).toEqual([]);
  });

  it('can be made to compare everything', () => {
    const disabled = new Set(['different-edges']);
    const text = 'MATCH (a)-[e:FOLLOWS]->(b)-[f:LIVES_IN]->(c) RETURN a';
    expect(explainText(text, benchGraph, { disabled })).toContain('Different edges');
  });
});
