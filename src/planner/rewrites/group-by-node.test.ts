import { describe, expect, it } from 'vitest';
import { benchGraph } from '../testing/bench-graph.ts';
import { explainText, planText } from '../testing/plan-text.ts';
import { tree } from '../testing/tree.ts';

describe('grouping by a unique property', () => {
  const text = 'MATCH (a)-[:FOLLOWS]->(p:Person) RETURN p.id AS i, p.name AS n, COUNT(*) AS c';

  it('is grouping by the node', () => {
    expect(explainText(text)).toBe(
      tree(`
        Project i, n, c
          Compute p.id AS i, p.name AS n
            Aggregate COUNT(*) (weighted) by p (clustered)
              Count edges (p)<-[:FOLLOWS]-(a)
                Scan nodes (p:Person)
      `),
    );
  });

  it('assumes that every node has the property and that the index stays unique', () => {
    expect(planText(text).assumptions).toEqual([
      { kind: 'index', name: 'Person_id', unique: true },
      { kind: 'allPresent', labels: { kind: 'label', name: 'Person' }, property: 'id' },
    ]);
  });

  it('is not, where some nodes lack the property', () => {
    const [persons, ...others] = benchGraph.nodes;
    const nodes = [{ labels: ['Person'], count: 1, ...persons, presence: { id: 0.9 } }, ...others];
    expect(explainText(text, { ...benchGraph, nodes })).toContain('by p.id AS i, p.name AS n');
  });

  it('is not, where the index is not unique or another label has it', () => {
    const indexes = benchGraph.indexes?.map((index) => ({ ...index, unique: false })) ?? [];
    expect(explainText(text, { ...benchGraph, indexes })).toContain('by p.id AS i, p.name AS n');
    expect(explainText(text.replace(':Person', ''))).toContain('by p.id AS i, p.name AS n');
  });

  it('needs no index where the node itself is a key', () => {
    const keys = 'MATCH (a)-[:FOLLOWS]->(p) RETURN p, p.name AS n, COUNT(*) AS c';
    expect(explainText(keys)).toContain('by p (clustered)');
  });

  it('keeps keys of other nodes', () => {
    const keys = 'MATCH (a:Person)-[:LIVES_IN]->(c) RETURN a.id AS i, c.city AS t, COUNT(*) AS n';
    expect(explainText(keys)).toContain('by a, c.city AS t');
  });

  it('can be switched off', () => {
    const disabled = new Set(['group-by-node']);
    expect(explainText(text, undefined, { disabled })).toContain('by p.id AS i, p.name AS n');
  });
});
