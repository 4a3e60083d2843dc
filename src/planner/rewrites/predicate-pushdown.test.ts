import { describe, expect, it } from 'vitest';
import { explainText } from '../testing/plan-text.ts';
import { tree } from '../testing/tree.ts';

describe('predicate pushdown', () => {
  it('splits conjunctions and filters as soon as the variables are bound', () => {
    const text =
      'MATCH (a:Person)-[:LIVES_IN]->(c:City) ' +
      'FILTER a.age = 30 AND c.population > a.age RETURN a.name AS n';
    expect(explainText(text)).toBe(
      tree(`
        Project a.name AS n
          Filter c.population > a.age
            Expand (a)-[:LIVES_IN]->(c:City)
              Filter a.age = 30
                Scan nodes (a:Person)
      `),
    );
  });

  it('reaches the index through LET', () => {
    expect(explainText('MATCH (a:Person) LET i = a.id FILTER i = 7 RETURN a.name AS n')).toBe(
      tree(`
        Project a.name AS n
          Look up node (a) by unique index Person_id = 7
      `),
    );
  });

  it('goes through RETURN and its grouping keys, not its aggregates', () => {
    const text =
      'MATCH (a:Person) RETURN a.gender AS g, COUNT(*) AS n NEXT FILTER g = $g AND n > 2 RETURN n';
    expect(explainText(text)).toBe(
      tree(`
        Project n
          Filter n > 2
            Project n
              Aggregate COUNT(*) by a.gender AS g
                Filter a.gender = $g
                  Scan nodes (a:Person)
      `),
    );
  });

  it('does not pass LIMIT', () => {
    expect(explainText('MATCH (a:Person) LIMIT 5 FILTER a.age = 30 RETURN a.id AS i')).toBe(
      tree(`
        Project a.id AS i
          Filter a.age = 30
            Page 5
              Scan nodes (a:Person)
      `),
    );
  });

  it('does not go into OPTIONAL, but past it', () => {
    const text =
      'MATCH (a:Person) OPTIONAL MATCH (a)-[:LIVES_IN]->(c) ' +
      'FILTER c.city = $city AND a.id = 1 RETURN c.city AS city';
    expect(explainText(text)).toBe(
      tree(`
        Project c.city AS city
          Filter c.city = $city
            For each row, optional c
              Look up node (a) by unique index Person_id = 1
              Expand (a)-[:LIVES_IN]->(c)
                Outer row a
      `),
    );
  });

  it('does not pass writes', () => {
    expect(explainText('MATCH (a:Person) SET a.age = 1 FILTER a.age = 1 RETURN a.id AS i')).toBe(
      tree(`
        Project a.id AS i
          Filter a.age = 1
            Set a
              Scan nodes (a:Person)
      `),
    );
  });

  it('keeps a guard in front of what it guards', () => {
    const text =
      'MATCH (a:Person)-[:LIVES_IN]->(c) WHERE c.x <> 0 AND a.age / a.y > 1 RETURN c.x AS x';
    expect(explainText(text)).toBe(
      tree(`
        Project c.x AS x
          Filter c.x <> 0 AND (a.age / a.y) > 1
            Expand (a)-[:LIVES_IN]->(c)
              Scan nodes (a:Person)
      `),
    );
  });

  it('filters the ends of a selective path in the search, its interior afterwards (B.4)', () => {
    const text =
      'MATCH ANY SHORTEST (a:Person)-[e:FOLLOWS]->{1,4}(b:Person) ' +
      'WHERE a.id = 1 AND b.age > 30 AND SIZE(e) = 2 RETURN b.id AS i';
    const search = 'ANY SHORTEST (a)((_4)-[e:FOLLOWS]->(_5)){1,4}(b:Person WHERE b.age > 30)';
    expect(explainText(text)).toBe(
      tree(`
        Project b.id AS i
          Filter SIZE(e) = 2
            Search paths ${search} from a to b
              Look up node (a) by unique index Person_id = 1
      `),
    );
  });

  it('can be switched off', () => {
    const disabled = new Set(['predicate-pushdown']);
    expect(
      explainText('MATCH (a:Person) FILTER a.id = 1 RETURN a.age AS x', undefined, { disabled }),
    ).toBe(
      tree(`
        Project a.age AS x
          Filter a.id = 1
            Scan nodes (a:Person)
      `),
    );
  });
});
