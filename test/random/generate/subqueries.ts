import type { Generator } from './generator.ts';
import { deeper } from './generator.ts';
import { conditionText, numberText } from './expressions.ts';
import type { Names } from './names.ts';
import { matchText } from './patterns.ts';

/** EXISTS in its forms; names from outside may be met again in the pattern. */
export function existsText(g: Generator, names: Names): string {
  const inner = { ...deeper(g), depth: Math.min(g.depth - 1, 1) };
  const { text, names: inside } = matchText(inner, names, { paths: 1, edges: 2, inner: true });
  return g.dice.weighted([
    [2, () => `EXISTS { ${text} }`],
    [1, () => `EXISTS { MATCH ${text} }`],
    [1, () => `EXISTS { MATCH ${text} FILTER ${conditionText(inner, inside)} RETURN 1 AS one }`],
  ]);
}

export function countQueryText(g: Generator, names: Names): string {
  const inner = { ...deeper(g), depth: Math.min(g.depth - 1, 1) };
  return `COUNT { MATCH ${matchText(inner, names, { paths: 1, edges: 2, inner: true }).text} }`;
}

/** VALUE with one row by an aggregate. */
export function valueQueryText(g: Generator, names: Names): string {
  const inner = { ...deeper(g), depth: Math.min(g.depth - 1, 1) };
  const { text, names: inside } = matchText(inner, names, { paths: 1, edges: 2, inner: true });
  // A group variable would make the aggregate horizontal.
  const own = inside.without('nodes', 'edges');
  const aggregate = g.dice.pick([
    'COUNT(*)',
    `SUM(${numberText({ ...inner, depth: 0 }, own)})`,
    `MAX(${numberText({ ...inner, depth: 0 }, own)})`,
  ]);
  return `VALUE { MATCH ${text} RETURN ${aggregate} AS v }`;
}
