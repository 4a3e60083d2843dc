import { describe, expect, it } from 'vitest';
import { explainText } from '../testing/plan-text.ts';
import { tree } from '../testing/tree.ts';

describe('sort and page as top-k', () => {
  const text =
    'MATCH (a:Person) RETURN a.id AS i, a.name AS n ORDER BY a.age DESC OFFSET 2 LIMIT 3';

  it('keeps offset + limit rows, and computes the columns for those only', () => {
    expect(explainText(text)).toBe(
      tree(`
        Project i, n
          Compute a.id AS i, a.name AS n
            Top 3 from 2 by a.age DESC
              Scan nodes (a:Person)
      `),
    );
  });

  it('leaves OFFSET without LIMIT', () => {
    expect(explainText('MATCH (a:Person) RETURN a.id AS i ORDER BY i OFFSET 2')).toBe(
      tree(`
        Project i
          Page all from 2
            Sort i
              Compute a.id AS i
                Scan nodes (a:Person)
      `),
    );
  });

  it('computes early what it sorts by and what can fail', () => {
    expect(
      explainText(
        'MATCH (a:Person) RETURN a.age + 1 AS x, a.id AS i, a.name AS n ORDER BY i LIMIT 3',
      ),
    ).toBe(
      tree(`
        Project x, i, n
          Compute a.name AS n
            Top 3 by i
              Compute a.age + 1 AS x, a.id AS i
                Scan nodes (a:Person)
      `),
    );
  });

  it('can be switched off', () => {
    expect(explainText(text, undefined, { disabled: new Set(['top-k']) })).toContain(
      'Sort a.age DESC',
    );
    expect(explainText(text, undefined, { disabled: new Set(['late-projection']) })).toMatch(
      /Top[^\n]*\n *Compute/u,
    );
  });
});
