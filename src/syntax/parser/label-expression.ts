import type { LabelExpression } from '../ast/pattern.ts';
import type { Cursor } from './cursor.ts';
import { parseName } from './names.ts';

/** Label expressions (ISO/IEC 39075, 16.8): `!` binds before `&`, `&` before `|`. */
export function parseLabelExpression(c: Cursor): LabelExpression {
  const start = c.start;
  let left = parseConjunction(c);
  while (c.take('|')) {
    // Cypher: `:A|:B`.
    if (c.at(':')) takeColon(c, '|:', ':A|B');
    const right = parseConjunction(c);
    left = { kind: 'or', span: c.spanFrom(start), left, right };
  }
  return left;
}

function parseConjunction(c: Cursor): LabelExpression {
  const start = c.start;
  let left = parseNegation(c);
  for (;;) {
    if (c.at(':')) takeColon(c, 'a second colon', ':A&B');
    else if (!c.take('&')) return left;
    const right = parseNegation(c);
    left = { kind: 'and', span: c.spanFrom(start), left, right };
  }
}

/** Extension: the colon of Cypher's `:A:B`. */
function takeColon(c: Cursor, what: string, iso: string): void {
  const start = c.start;
  c.advance();
  c.extension(start, `${what} in a label expression`, `ISO writes ${iso}.`);
}

function parseNegation(c: Cursor): LabelExpression {
  const start = c.start;
  if (!c.take('!')) return parseLabelPrimary(c);
  const operand = c.nested(parseNegation);
  return { kind: 'not', span: c.spanFrom(start), operand };
}

function parseLabelPrimary(c: Cursor): LabelExpression {
  const start = c.start;
  if (c.take('%')) return { kind: 'wildcard', span: c.spanFrom(start) };
  if (c.take('(')) {
    const inner = c.nested(parseLabelExpression);
    c.expect(')');
    return inner;
  }
  // A missing label in front of WHERE is likelier than a label of that name.
  if (c.at('WHERE')) c.fail('a label name');
  const { name, span } = parseName(c, 'a label name');
  return { kind: 'label', span, name };
}
