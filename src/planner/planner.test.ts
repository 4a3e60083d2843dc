import { describe, expect, it } from 'vitest';
import { explainText, planText } from './testing/plan-text.ts';
import { planProblems } from './testing/check-plan.ts';
import { rewriteNames } from './rewrites/rewrites.ts';
import { benchGraph } from './testing/bench-graph.ts';

const interests = 'LOWER(i.interest) = LOWER($interest)';

/** The queries of the benchmark with the plans that make them fast. */
const cases: readonly (readonly [name: string, text: string, plan: readonly string[]])[] = [
  [
    'lookup',
    'MATCH (p:Person {id: $id}) RETURN p.name AS v',
    ['Project p.name AS v', '  Look up node (p) by unique index Person_id = $id'],
  ],
  [
    'h1: a degree',
    'MATCH (p:Person {id: $id})-[:FOLLOWS]->(:Person) RETURN COUNT(*) AS v',
    [
      'Project v',
      '  Aggregate COUNT(*) (weighted)',
      '    Count edges (p)-[:FOLLOWS]->(_2:Person)',
      '      Look up node (p) by unique index Person_id = $id',
    ],
  ],
  [
    'h2d: no comparison of edges, since nobody follows himself',
    'MATCH (p:Person {id: $id})-[:FOLLOWS]->(:Person)-[:FOLLOWS]->(c:Person) ' +
      'RETURN COUNT(DISTINCT c) AS v',
    [
      'Project v',
      '  Aggregate COUNT(DISTINCT c)',
      '    Expand (_3)-[:FOLLOWS]->(c:Person)',
      '      Expand (p)-[:FOLLOWS]->(_3:Person)',
      '        Look up node (p) by unique index Person_id = $id',
    ],
  ],
  [
    'h3: the last hop as degrees',
    'MATCH REPEATABLE ELEMENTS (p:Person {id: $id})-[:FOLLOWS]->(:Person)-[:FOLLOWS]->(:Person)' +
      '-[:FOLLOWS]->(d:Person) RETURN COUNT(*) AS v',
    [
      'Project v',
      '  Aggregate COUNT(*) (weighted)',
      '    Count edges (_5)-[:FOLLOWS]->(d:Person)',
      '      Expand (_3)-[:FOLLOWS]->(_5:Person)',
      '        Expand (p)-[:FOLLOWS]->(_3:Person)',
      '          Look up node (p) by unique index Person_id = $id',
    ],
  ],
  [
    'h3d: a distinct frontier',
    'MATCH REPEATABLE ELEMENTS (p:Person {id: $id})-[:FOLLOWS]->(:Person)-[:FOLLOWS]->(:Person)' +
      '-[:FOLLOWS]->(d:Person) RETURN COUNT(DISTINCT d) AS v',
    [
      'Project v',
      '  Aggregate COUNT(DISTINCT d)',
      '    Expand (_5)-[:FOLLOWS]->(d:Person)',
      '      Distinct _5',
      '        Expand (_3)-[:FOLLOWS]->(_5:Person)',
      '          Expand (p)-[:FOLLOWS]->(_3:Person)',
      '            Look up node (p) by unique index Person_id = $id',
    ],
  ],
  [
    'sp: both ends first',
    'MATCH p = ANY SHORTEST (a:Person {id: $a})-[:FOLLOWS]->{1,8}(b:Person {id: $b}) ' +
      'RETURN PATH_LENGTH(p) AS v',
    [
      'Project PATH_LENGTH(p) AS v',
      '  Search paths p = ANY SHORTEST (a)((_3)-[_4:FOLLOWS]->(_5)){1,8}(b) between a and b',
      '    Look up node (b) by unique index Person_id = $b',
      '      Look up node (a) by unique index Person_id = $a',
    ],
  ],
  [
    'q1: one pass over the nodes',
    'MATCH (f:Person)-[:FOLLOWS]->(p:Person) RETURN p.id AS id, p.name AS name, COUNT(*) AS v ' +
      'ORDER BY v DESC LIMIT 3',
    [
      'Project id, name, v',
      '  Compute p.id AS id, p.name AS name',
      '    Top 3 by v DESC',
      '      Aggregate COUNT(*) (weighted) by p (clustered)',
      '        Count edges (p)<-[:FOLLOWS]-(f:Person)',
      '          Scan nodes (p:Person)',
    ],
  ],
  [
    'q2: and then on from one node',
    'MATCH (f:Person)-[:FOLLOWS]->(p:Person) RETURN p, COUNT(*) AS n ORDER BY n DESC LIMIT 1 ' +
      'NEXT MATCH (p)-[:LIVES_IN]->(c:City) RETURN c.city AS v, n',
    [
      'Project c.city AS v, n',
      '  Expand (p)-[:LIVES_IN]->(c:City)',
      '    Project p, n',
      '      Top 1 by n DESC',
      '        Aggregate COUNT(*) (weighted) by p (clustered)',
      '          Count edges (p)<-[:FOLLOWS]-(f:Person)',
      '            Scan nodes (p:Person)',
    ],
  ],
  [
    'q3: from the selective end',
    'MATCH (p:Person)-[:LIVES_IN]->(c:City)-[:CITY_IN]->(:State)-[:STATE_IN]->(co:Country) ' +
      'WHERE co.country = $country RETURN c.city AS v, AVG(p.age) AS a ORDER BY a LIMIT 5',
    [
      'Project v, a',
      '  Top 5 by a',
      '    Aggregate AVG(p.age) by c.city AS v',
      '      Expand (c)<-[:LIVES_IN]-(p:Person)',
      '        Expand (_5)<-[:CITY_IN]-(c:City)',
      '          Expand (co)<-[:STATE_IN]-(_5:State)',
      '            Filter co.country = $country',
      '              Scan nodes (co:Country)',
    ],
  ],
  [
    'q5: from the interest, the city as a check',
    'MATCH (c:City)<-[:LIVES_IN]-(p:Person)-[:HAS_INTEREST]->(i:Interest) ' +
      `WHERE ${interests} AND LOWER(p.gender) = LOWER($gender) ` +
      'AND c.city = $city AND c.country = $country RETURN COUNT(p) AS v',
    [
      'Project v',
      '  Aggregate COUNT(*) (weighted)',
      '    Count edges (p)-[:LIVES_IN]->(c:City) where c.city = $city AND c.country = $country',
      '      Filter LOWER(p.gender) = LOWER($gender)',
      '        Expand (i)<-[:HAS_INTEREST]-(p:Person)',
      `          Filter ${interests}`,
      '            Scan nodes (i:Interest)',
    ],
  ],
  [
    'q7: likewise with groups',
    'MATCH (s:State)<-[:CITY_IN]-(:City)<-[:LIVES_IN]-(p:Person)-[:HAS_INTEREST]->(i:Interest) ' +
      `WHERE p.age >= $lo AND p.age <= $hi AND s.country = $country AND ${interests} ` +
      'RETURN COUNT(p) AS v, s.state AS state ORDER BY v DESC LIMIT 1',
    [
      'Project v, state',
      '  Top 1 by v DESC',
      '    Aggregate COUNT(*) by s.state AS state',
      '      Filter s.country = $country',
      '        Expand (_4)-[:CITY_IN]->(s:State)',
      '          Expand (p)-[:LIVES_IN]->(_4:City)',
      '            Filter p.age >= $lo AND p.age <= $hi',
      '              Expand (i)<-[:HAS_INTEREST]-(p:Person)',
      `                Filter ${interests}`,
      '                  Scan nodes (i:Interest)',
    ],
  ],
  [
    'q8: a product of degrees',
    'MATCH (a:Person)-[:FOLLOWS]->(b:Person)-[:FOLLOWS]->(c:Person) RETURN COUNT(*) AS v',
    [
      'Project v',
      '  Aggregate COUNT(*) (weighted)',
      '    Count edges (b)-[:FOLLOWS]->(c:Person)',
      '      Count edges (b)<-[:FOLLOWS]-(a:Person)',
      '        Scan nodes (b:Person)',
    ],
  ],
  [
    'q9: with conditions in the product',
    'MATCH (a:Person)-[:FOLLOWS]->(b:Person)-[:FOLLOWS]->(c:Person) ' +
      'WHERE b.age < $a1 AND c.age > $a2 RETURN COUNT(*) AS v',
    [
      'Project v',
      '  Aggregate COUNT(*) (weighted)',
      '    Count edges (b)-[:FOLLOWS]->(c:Person) where c.age > $a2',
      '      Count edges (b)<-[:FOLLOWS]-(a:Person)',
      '        Filter b.age < $a1',
      '          Scan nodes (b:Person)',
    ],
  ],
  [
    'tri: the cycle closed from the outermost node',
    'MATCH (a:Person)-[:FOLLOWS]->(b:Person)-[:FOLLOWS]->(c:Person), (a)-[:FOLLOWS]->(c) ' +
      'RETURN COUNT(*) AS v',
    [
      'Project v',
      '  Aggregate COUNT(*)',
      '    Expand into (a)-[:FOLLOWS]->(c)',
      '      Expand (b)-[:FOLLOWS]->(c:Person)',
      '        Expand (a)-[:FOLLOWS]->(b:Person)',
      '          Scan nodes (a:Person)',
    ],
  ],
];

describe('planProgram', () => {
  it.each(cases)('%s', (_name, text, plan) => {
    expect(explainText(text).trimEnd().split('\n')).toEqual(plan);
  });

  it('works on an empty graph', () => {
    for (const [, text] of cases) {
      expect(planProblems(planText(text, { nodes: [], edges: [] }))).toEqual([]);
    }
  });

  it('gives a program without a query an empty plan', () => {
    const plan = planText('START TRANSACTION');
    expect(plan.root.kind).toBe('unit');
    expect(plan.columns).toBeUndefined();
  });
});

/** Clauses in many combinations: each plan reads only what has a value there. */
const corpus: readonly string[] = [
  ...cases.map(([, text]) => text),
  'RETURN 1 AS one',
  'MATCH (a)-[e]->(b) RETURN *',
  'MATCH p = (a)-[e:FOLLOWS]->(b)<-[f]-(c) WHERE PATH_LENGTH(p) = 2 RETURN p, a, f',
  'MATCH (a:Person) OPTIONAL MATCH (a)-[e:LIVES_IN]->(c) WHERE c.city = a.name RETURN a, c, e',
  'MATCH (a:Person) OPTIONAL { MATCH (a)-[:LIVES_IN]->(c) MATCH (c)-[:CITY_IN]->(s) } RETURN a, s',
  'MATCH (a:Person) LET x = a.age + 1, y = x * 2 FILTER y > 3 RETURN y ORDER BY a.name LIMIT 2',
  'FOR x IN [1, 2, 3] WITH ORDINALITY i FILTER x > i RETURN x, i',
  'MATCH (a:Person) RETURN DISTINCT a.gender AS g ORDER BY g OFFSET 1 LIMIT 1',
  'MATCH (a) RETURN a.x AS x UNION MATCH (b) RETURN b.y AS x',
  'MATCH (a) RETURN a NEXT RETURN a.x AS x UNION ALL RETURN a.y AS x NEXT RETURN COUNT(x) AS n',
  'MATCH (a) CALL (a) { MATCH (a)->(b) RETURN COUNT(b) AS n } RETURN a, n',
  'MATCH (a) OPTIONAL CALL (a) { MATCH (a)->(b) RETURN b } RETURN a, b',
  'MATCH (a:Person) WHERE EXISTS { MATCH (a)-[:FOLLOWS]->(b) WHERE b.age > a.age } RETURN a',
  'MATCH (a) RETURN VALUE { MATCH (a)->(b) RETURN COUNT(*) AS n } AS n',
  'INSERT (a:Person {id: 1})-[:FOLLOWS]->(b:Person {id: 2}) RETURN a, b',
  'MATCH (a:Person {id: 1}), (b:Person {id: 2}) INSERT (a)-[:FOLLOWS]->(b)',
  'MATCH (a:Person {id: 1}) SET a.age = a.age + 1, a:Old REMOVE a.name RETURN a.age AS age',
  'MATCH (a)-[e]->(b) DELETE e FINISH',
  'MATCH (a:Person) DETACH DELETE a',
  'MATCH (a)-[e:FOLLOWS]->{1,3}(b), (b)-[f:FOLLOWS]->(c) RETURN a, e, f',
  'MATCH TRAIL (a)-[e]-(b)-[f]-(c) RETURN COUNT(*) AS n',
  'MATCH ACYCLIC p = (a)-[e]->(b)-[f]->(c) RETURN p',
  'MATCH (a)((x)-[e WHERE e.w > 1]->(y)){2}(b) RETURN x, y, e',
  'MATCH (a)-[:R]->(b) | (a)<-[:S]-(b) RETURN a, b',
  'MATCH (a) ((x)-[e]->(y))? (b) RETURN a, x, y, b',
  'MATCH ALL SHORTEST (a:Person)-[:FOLLOWS]->*(b:Person) WHERE b.id = 3 RETURN COUNT(*) AS n',
  'MATCH (a)-[e]->(b) MATCH (c)-[e]->(d) RETURN a, d',
  'MATCH (b:Person) MATCH p = (a)-[:FOLLOWS]->(b)-[:FOLLOWS]->{1,2}(c) RETURN p',
  'MATCH (a)-[:FOLLOWS]->(b) RETURN a.id AS i, b AS b, COUNT(*) AS n GROUP BY i, b ORDER BY n',
  'MATCH (a:Person)-[:FOLLOWS]->(b) RETURN SUM(a.age) AS s, MIN(a.id) AS m, AVG(a.age) AS g',
  'MATCH (a:Person)-[:FOLLOWS]->(b) RETURN COLLECT_LIST(a.age) AS s',
  'MATCH (a:Person)-[:FOLLOWS]->(b) RETURN DISTINCT b NEXT MATCH (b)->(c) RETURN COUNT(*) AS n',
];

describe('plans are well-formed', () => {
  it.each(corpus)('%s', (text) => {
    expect(planProblems(planText(text))).toEqual([]);
    expect(planProblems(planText(text, { nodes: [], edges: [] }))).toEqual([]);
    for (const name of rewriteNames) {
      const plan = planText(text, benchGraph, { disabled: new Set([name]) });
      expect(planProblems(plan), `without ${name}`).toEqual([]);
    }
    const plain = planText(text, benchGraph, { disabled: new Set(rewriteNames) });
    expect(planProblems(plain)).toEqual([]);
  });

  it('and the check sees when they are not', () => {
    const plan = planText('MATCH (a) RETURN a.x AS x');
    const { root } = plan;
    if (root.kind !== 'project') throw new TypeError('a projection');
    const broken = { ...plan, root: { ...root, input: { kind: 'unit' } as const } };
    expect(planProblems(broken)).toEqual([expect.stringContaining('is not bound')]);
  });
});
