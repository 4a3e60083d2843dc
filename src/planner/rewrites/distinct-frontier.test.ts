import { describe, expect, it } from 'vitest';
import { explainText } from '../testing/plan-text.ts';
import { tree } from '../testing/tree.ts';

describe('distinct frontiers', () => {
  const hops =
    'MATCH REPEATABLE ELEMENTS (a:Person {id: 1})-[:FOLLOWS]->(b)-[:FOLLOWS]->(c)-[:FOLLOWS]->(d)';

  it.each([['DISTINCT d.name AS n'], ['COUNT(DISTINCT d) AS n'], ['MAX(d.age) AS n']])(
    'are made before the next hop for RETURN %s',
    (items) => {
      expect(explainText(`${hops} RETURN ${items}`)).toContain('Distinct c\n');
    },
  );

  it('keep what is read above', () => {
    expect(explainText(`${hops} RETURN COUNT(DISTINCT d.x + a.x) AS n`)).toContain(
      'Distinct a, c\n',
    );
    expect(explainText(`${hops} RETURN DISTINCT b, c, d`)).not.toContain('Distinct c');
    expect(explainText(`${hops} RETURN COUNT(*) AS n, MAX(d.age) AS m`)).not.toContain('Distinct');
  });

  it('gain nothing after one hop from one node', () => {
    const text = 'MATCH (a:Person {id: 1})-[:FOLLOWS]->(b)-[:FOLLOWS]->(c)';
    expect(explainText(`${text} RETURN COUNT(DISTINCT c) AS n`)).toBe(
      tree(`
        Project n
          Aggregate COUNT(DISTINCT c)
            Expand (b)-[:FOLLOWS]->(c)
              Expand (a)-[:FOLLOWS]->(b)
                Look up node (a) by unique index Person_id = 1
      `),
    );
  });

  it('keep edges that have to be compared later', () => {
    const text = hops.replace('REPEATABLE ELEMENTS', 'DIFFERENT EDGES');
    expect(explainText(`${text} RETURN COUNT(DISTINCT d) AS n`)).not.toContain('Distinct');
  });

  it('can be switched off', () => {
    const disabled = new Set(['distinct-pushdown']);
    const plan = explainText(`${hops} RETURN COUNT(DISTINCT d) AS n`, undefined, { disabled });
    expect(plan).not.toContain('Distinct');
  });
});
