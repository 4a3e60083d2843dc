import type { Cursor } from './cursor.ts';

const HINT = 'A pattern as a condition is EXISTS { (a)-[:LABEL]->(b) }.';

/**
 * Cypher takes a pattern as a condition, `(a)-[:KNOWS]->(b)`; read as a value, it ends in nonsense.
 * Looks at the text around the closing parenthesis only.
 */
export function patternConditionHint(c: Cursor, open: number): string | undefined {
  const inside = c.text.slice(open, c.end);
  if (/^\(\s*\w*\s*(?::[^()]*)?(?:\{[^{}]*\}\s*)?$/u.test(inside) && c.at('{')) return HINT;
  const behind = c.text.slice(c.previousEnd, c.previousEnd + 60);
  return /^\s*(?:<?-\[\s*(?:\w+\s*)?:|<?-\[\s*\w*\s*\]->?\s*\(|<?->?\s*\(\s*\w*\s*[:)]\s*$)/u.test(
    behind,
  )
    ? HINT
    : undefined;
}
