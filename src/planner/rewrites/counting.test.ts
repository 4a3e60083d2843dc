import { describe, expect, it } from 'vitest';
import { benchGraph } from '../testing/bench-graph.ts';
import { explainText } from '../testing/plan-text.ts';
import { tree } from '../testing/tree.ts';

const pattern = 'MATCH (a:Person)-[e:FOLLOWS]->(b)';

describe('counting instead of visiting', () => {
  it.each([
    ['COUNT(*) AS n'],
    ['COUNT(e) AS n'],
    ['COUNT(b) AS n'],
    ['SUM(a.age) AS n'],
    ['AVG(a.age) AS n, COUNT(*) AS m'],
    ['COUNT(DISTINCT a.age) AS n'],
    ['MIN(a.age) AS n, MAX(a.age) AS m'],
    ['DISTINCT a.age AS n'],
    ['a.age AS g, COUNT(*) AS n'],
  ])('serves RETURN %s', (items) => {
    expect(explainText(`${pattern} RETURN ${items}`)).toContain('Count edges (a)-[:FOLLOWS]->(b)');
  });

  it.each([
    ['SUM(b.age) AS n'],
    ['SUM(e.since) AS n'],
    ['COLLECT_LIST(a.age) AS n'],
    ['STDDEV_SAMP(a.age) AS n'],
    ['a.age AS n'],
  ])('does not serve RETURN %s', (items) => {
    const plan = explainText(`${pattern} RETURN ${items}`);
    expect(plan).not.toMatch(/Count edges \(a\)/u);
  });

  it('takes conditions on the edge and its far end along', () => {
    expect(explainText(`${pattern} WHERE e.since > 1 AND b.age > a.age RETURN COUNT(*) AS n`)).toBe(
      tree(`
        Project n
          Aggregate COUNT(*) (weighted)
            Count edges (a)-[:FOLLOWS]->(b) where e.since > 1 AND b.age > a.age
              Scan nodes (a:Person)
      `),
    );
  });

  it('counts below a LET and a second MATCH', () => {
    const more = 'MATCH (a)-[:LIVES_IN]->(c) LET x = a.age FILTER x > 3';
    const text = `${pattern} ${more} RETURN COUNT(*) AS n`;
    expect(explainText(text)).toBe(
      tree(`
        Project n
          Aggregate COUNT(*) (weighted)
            Count edges (a)-[:LIVES_IN]->(c)
              Count edges (a)-[:FOLLOWS]->(b)
                Filter a.age > 3
                  Scan nodes (a:Person)
      `),
    );
  });

  it('does not count edges that have to be compared', () => {
    const edges = benchGraph.edges.map((table) => ({ ...table, selfLoops: 1 }));
    const text = 'MATCH (a)-[:FOLLOWS]->(b)-[:FOLLOWS]->(c) RETURN COUNT(*) AS n';
    const plan = explainText(text, { ...benchGraph, edges });
    expect(plan).toContain('Different edges');
    expect(plan).not.toContain('Count edges');
  });

  it('tells whether there is an edge in EXISTS', () => {
    const text = 'MATCH (a:Person) WHERE EXISTS { MATCH (a)-[:FOLLOWS]->() } RETURN a.id AS i';
    expect(explainText(text)).toContain('Count edges (a)-[:FOLLOWS]->');
    // A condition is looked at edge by edge, up to the first that fulfils it.
    const conditional = text.replace('->()', '->(b WHERE b.age > 3)');
    expect(explainText(conditional)).toContain('Expand (a)-[:FOLLOWS]->(b)');
  });

  it('can be switched off', () => {
    const disabled = new Set(['counting']);
    expect(explainText(`${pattern} RETURN COUNT(*) AS n`, undefined, { disabled })).not.toContain(
      'Count edges',
    );
  });
});
