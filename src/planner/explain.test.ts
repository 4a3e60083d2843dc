import { describe, expect, it } from 'vitest';
import { explainPlan } from './explain.ts';
import { explainText, planText } from './testing/plan-text.ts';
import { tree } from './testing/tree.ts';

describe('explainPlan', () => {
  it('gives operators as objects with their estimates', () => {
    const { toString: _print, ...plan } = explainPlan(
      planText('MATCH (p:Person) WHERE p.id = 1 RETURN p.name AS n'),
    );
    expect(plan).toEqual({
      operator: 'Project',
      details: 'p.name AS n',
      estimatedRows: 1,
      children: [
        {
          operator: 'Look up node',
          details: '(p) by unique index Person_id = 1',
          estimatedRows: 1,
          children: [],
        },
      ],
    });
  });

  it('prints a tree with rounded estimates', () => {
    const plan = explainPlan(planText('MATCH (p:Person)-[:FOLLOWS]->(b) RETURN b.id AS i'));
    expect(String(plan)).toBe(
      tree(`
        Project b.id AS i  (about 240000 rows)
          Expand (p)-[:FOLLOWS]->(b)  (about 240000 rows)
            Scan nodes (p:Person)  (about 10000 rows)
      `),
    );
  });

  it('shows the plans of subqueries below what reads them', () => {
    const text =
      'MATCH (a:Person) WHERE EXISTS { MATCH (a)-[:FOLLOWS]->(b) WHERE b.age > 3 } ' +
      'RETURN VALUE { MATCH (c:City) RETURN COUNT(*) AS n } AS n';
    expect(explainText(text)).toBe(
      tree(`
        Project VALUE {…} AS n
          Filter EXISTS {…}
            Scan nodes (a:Person)
            Filter b.age > 3
              Expand (a)-[:FOLLOWS]->(b)
                Outer row a
          Project n
            Aggregate COUNT(*)
              Scan nodes (c:City)
      `),
    );
  });

  it.each([
    [
      "a.x = 'it''s' OR NOT (a.y > 1 AND a.z IS NULL)",
      "a.x = 'it''s' OR (NOT (a.y > 1 AND (a.z IS NULL)))",
    ],
    ['(a.x + 1) * -$p < 3.5', '((a.x + 1) * (-$p)) < 3.5'],
    ["a.name STARTS WITH 'B'", "a.name STARTS WITH 'B'"],
    ['a.x IN [1, 2]', 'a.x IN […]'],
    ['COALESCE(a.x, a.y) = 1', 'COALESCE(a.x, a.y) = 1'],
    ['a IS LABELED (A|!B)', 'a IS LABELED A|!B'],
    ['CASE WHEN a.x = 1 THEN a.y ELSE TRUE END', 'CASE WHEN a.x = 1 THEN a.y ELSE TRUE END'],
  ])('prints %s', (condition, printed) => {
    expect(explainText(`MATCH (a) WHERE ${condition} RETURN a`)).toContain(`Filter ${printed}\n`);
  });

  it.each([
    ['(a)-[e]->(b)', '(a)-[e]->(b)'],
    ['(a)<-[e]-(b)', '(a)<-[e]-(b)'],
    ['(a)~[e]~(b)', '(a)~[e]~(b)'],
    ['(a)-[e]-(b)', '(a)-[e]-(b)'],
    ['(a)<-[e]->(b)', '(a)<-[e]->(b)'],
    ['(a)<~[e]~(b)', '(a)<~[e]~(b)'],
    ['(a)~[e]~>(b:A&(B|C))', '(a)~[e]~>(b:A&(B|C))'],
  ])('prints %s', (pattern, printed) => {
    expect(
      explainText(`MATCH ${pattern} LIMIT 1 RETURN e, a, b`, { nodes: [], edges: [] }),
    ).toContain(`Expand ${printed}`);
  });
});
