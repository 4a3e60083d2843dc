import { describe, expect, it } from 'vitest';
import { explainText } from '../testing/plan-text.ts';
import { tree } from '../testing/tree.ts';

const cases: readonly (readonly [name: string, text: string, plan: string])[] = [
  [
    'starts where an index finds one node',
    'MATCH (a:Person)-[:FOLLOWS]->(b:Person)-[:LIVES_IN]->(c:City {id: 4}) RETURN a.id AS i',
    `
      Project a.id AS i
        Expand (b)<-[:FOLLOWS]-(a:Person)
          Expand (c)<-[:LIVES_IN]-(b:Person)
            Look up node (c) by unique index City_id = 4
    `,
  ],
  [
    'starts from nodes that are there already',
    'MATCH (a:Person {id: 1}) LIMIT 1 MATCH (b:Person)-[:FOLLOWS]->(a) RETURN b.id AS i',
    `
      Project b.id AS i
        Expand (a)<-[:FOLLOWS]-(b:Person)
          Page 1
            Look up node (a) by unique index Person_id = 1
    `,
  ],
  [
    'orders consecutive MATCHes as one',
    'MATCH (a:Person) MATCH (a)-[:LIVES_IN]->(c:City {id: 4}) RETURN a.id AS i',
    `
      Project a.id AS i
        Expand (c)<-[:LIVES_IN]-(a:Person)
          Look up node (c) by unique index City_id = 4
    `,
  ],
  [
    'looks a node up by a value of another',
    'MATCH (a:Person), (b:Person) WHERE b.id = a.age RETURN a.id AS i, b.id AS j',
    `
      Project a.id AS i, b.id AS j
        Look up node (b) by unique index Person_id = a.age
          Scan nodes (a:Person)
    `,
  ],
  [
    'joins what is not connected last',
    'MATCH (a:Person)-[:LIVES_IN]->(c), (s:Country) RETURN a.id AS i, s.id AS j',
    `
      Project a.id AS i, s.id AS j
        Scan nodes (s:Country)
          Expand (a)-[:LIVES_IN]->(c)
            Scan nodes (a:Person)
    `,
  ],
  [
    'searches paths from the end that is found',
    'MATCH (a:Person)-[:FOLLOWS]->{1,3}(b:Person {id: 1}) RETURN a.id AS i',
    `
      Project a.id AS i
        Search paths (b)((_1)<-[_2:FOLLOWS]-(_3)){1,3}(a:Person) from b to a, backwards
          Look up node (b) by unique index Person_id = 1
    `,
  ],
  [
    'splits a path at its quantifier',
    'MATCH (a:Person {id: 1})-[:FOLLOWS]->{1,2}(b)-[:LIVES_IN]->(c:City) RETURN c.city AS n',
    `
      Project c.city AS n
        Expand (b)-[:LIVES_IN]->(c:City)
          Search paths (a)((_1)-[_2:FOLLOWS]->(_3)){1,2}(b) from a to b
            Look up node (a) by unique index Person_id = 1
    `,
  ],
  [
    'builds the path of a fixed chain from its elements',
    'MATCH p = (a:Person {id: 1})-[:FOLLOWS]->(b) RETURN PATH_LENGTH(p) AS n',
    `
      Project PATH_LENGTH(p) AS n
        Compute PATH(a, _3, b) AS p
          Expand (a)-[_3:FOLLOWS]->(b)
            Look up node (a) by unique index Person_id = 1
    `,
  ],
];

/** Anonymous variables are numbered as the binder likes; here they count from one. */
function renumbered(text: string): string {
  const known = new Map<string, string>();
  return text.replaceAll(/\b_\d+/gu, (name) => {
    const number = known.get(name) ?? `_${known.size + 1}`;
    known.set(name, number);
    return number;
  });
}

describe('the order of a pattern', () => {
  it.each(cases)('%s', (_name, text, plan) => {
    expect(renumbered(explainText(text))).toBe(renumbered(tree(plan)));
  });

  it('is found for patterns of many edges', () => {
    const hops = Array.from({ length: 24 }, (_, i) => `-[:FOLLOWS]->(n${i})`).join('');
    const plan = explainText(
      `MATCH REPEATABLE ELEMENTS (a:Person {id: 1})${hops} RETURN COUNT(*) AS n`,
    );
    expect(plan.match(/Expand/gu)).toHaveLength(23);
  });
});
