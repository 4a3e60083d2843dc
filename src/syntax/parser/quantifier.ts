import { limits } from '../../base/limits.ts';
import type { PathExpression, QuantifiedPath } from '../ast/pattern.ts';
import type { Cursor } from './cursor.ts';
import type { PathLength } from './element-pattern.ts';
import { integerValue } from './literals.ts';

export function atQuantifier(c: Cursor): boolean {
  return c.at('{') || c.at('*') || c.at('+');
}

/** `*`, `+`, `{n}`, `{m,n}`, `{m,}`, `{,n}`, `{,}` behind a primary (ISO/IEC 39075, 16.11). */
export function parseQuantifier(c: Cursor, primary: PathExpression, start: number): QuantifiedPath {
  const length = parseLength(c);
  return { kind: 'quantified', span: c.spanFrom(start), primary, ...length };
}

/** The bounds that a quantifier stands for. */
export function parseLength(c: Cursor): PathLength {
  if (c.take('*')) return { lower: 0 };
  if (c.take('+')) return { lower: 1 };
  const start = c.start;
  c.expect('{');
  const lower = parseBound(c);
  if (lower !== undefined && c.take('}')) return checked(c, start, { lower, upper: lower });
  if (!c.take(',')) c.fail(lower === undefined ? 'a number or ,' : "',' or '}'");
  const upper = parseBound(c);
  c.expect('}');
  return checked(
    c,
    start,
    upper === undefined ? { lower: lower ?? 0 } : { lower: lower ?? 0, upper },
  );
}

function parseBound(c: Cursor): number | undefined {
  if (!c.at('integer')) return undefined;
  const value = integerValue(c.source(), c.span());
  if (value > limits.maxQuantifierBound) {
    c.failAt(
      c.span(),
      `the bound is past maxQuantifierBound (${limits.maxQuantifierBound})`,
      'Leave the upper bound out, {1,}, with TRAIL or a selector such as ANY SHORTEST.',
    );
  }
  c.advance();
  return Number(value);
}

function checked(c: Cursor, start: number, length: PathLength): PathLength {
  if (length.upper !== undefined && length.lower > length.upper) {
    c.failAt(c.spanFrom(start), 'the lower bound of a quantifier is past its upper bound');
  }
  return length;
}

/** Extension: `*`, `*2`, `*1..3`, `*..3`, `*1..` inside an edge's bracket, as Cypher has it. */
export function parseCypherLength(c: Cursor): PathLength {
  const start = c.start;
  c.expect('*');
  const first = parseBound(c);
  const range = c.take('..');
  const last = range ? parseBound(c) : first;
  c.extension(start, 'a length inside the bracket', 'ISO writes it behind: -[:LABEL]->{1,3}.');
  const lower = first ?? 1;
  return checked(c, start, last === undefined ? { lower } : { lower, upper: last });
}
