import { describe, expect, it } from 'vitest';
import { explainText } from '../testing/plan-text.ts';

describe('constant folding', () => {
  it.each([
    ['1 + 2 * 3', '7'],
    ['-5', '-5'],
    ['1 = 1.0', 'TRUE'],
    ['NOT 2 < 1', 'TRUE'],
    ["'a' < 'b' AND NULL IS NULL", 'TRUE'],
    ['1 > 2 OR FALSE', 'FALSE'],
    ['CASE WHEN 1 = 2 THEN 3 ELSE 4 END', '4'],
    ['COALESCE(5, 1 / 0)', '5'],
    ['FALSE AND 1 / 0 = 1', 'FALSE'],
  ])('computes %s', (text, value) => {
    expect(explainText(`RETURN ${text} AS v`)).toBe(`Project ${value} AS v\n`);
  });

  it.each([
    ['1 / 0'],
    ['9223372036854775807 + 1'],
    ['1 / 0 = 1 AND FALSE'],
    ['$p + 1'],
    ['CURRENT_DATE = CURRENT_DATE'],
  ])('leaves %s to the run', (text) => {
    expect(explainText(`RETURN ${text} AS v`)).not.toMatch(/Project (?:TRUE|FALSE|\d+) AS v/u);
  });

  it('drops conditions that are always true', () => {
    expect(explainText('MATCH (a) FILTER 1 = 1 RETURN a.x AS x')).toBe(
      'Project a.x AS x\n  Scan nodes (a)\n',
    );
  });

  it('looks into patterns and subqueries', () => {
    const text = 'MATCH (a {x: 1 + 1}) WHERE EXISTS { MATCH (b {y: 2 + 2}) } RETURN a.x AS x';
    expect(explainText(text)).toMatch(/a\.x = 2[\s\S]*b\.y = 4/u);
  });

  it('can be switched off', () => {
    const disabled = new Set(['constant-folding']);
    expect(explainText('RETURN 1 + 1 AS v', undefined, { disabled })).toContain('1 + 1 AS v');
  });
});
