import type { Expression, NormalForm } from '../ast/expression.ts';
import type { TokenKind } from '../token.ts';
import type { Cursor } from './cursor.ts';
import { parseLabelExpression } from './label-expression.ts';
import { parseVariable } from './names.ts';
import { parseType } from './recursion.ts';

const TESTS: readonly TokenKind[] = [
  'NULL',
  'TRUE',
  'FALSE',
  'UNKNOWN',
  'TYPED',
  'DIRECTED',
  'LABELED',
  'SOURCE',
  'DESTINATION',
];

const NORMAL_FORMS: readonly NormalForm[] = ['NFC', 'NFD', 'NFKC', 'NFKD'];

/** `IS [NOT] …` behind an operand (ISO/IEC 39075, 19.5–19.10 and the boolean test of 20.20). */
export function parseIsPredicate(c: Cursor, operand: Expression, start: number): Expression {
  c.expect('IS');
  const negated = c.take('NOT');
  c.offer(TESTS);
  switch (c.kind) {
    case 'NULL':
      c.advance();
      return { kind: 'isNull', span: c.spanFrom(start), operand, negated };
    case 'TRUE':
    case 'FALSE':
    case 'UNKNOWN': {
      const truth = c.kind === 'UNKNOWN' ? null : c.kind === 'TRUE';
      c.advance();
      return { kind: 'isTruth', span: c.spanFrom(start), operand, truth, negated };
    }
    case 'TYPED':
    case '::': {
      c.advance();
      const type = parseType(c);
      return { kind: 'isTyped', span: c.spanFrom(start), operand, type, negated };
    }
    case 'DIRECTED':
      c.advance();
      return { kind: 'isDirected', span: c.spanFrom(start), operand, negated };
    case 'LABELED': {
      c.advance();
      const labels = parseLabelExpression(c);
      return { kind: 'isLabeled', span: c.spanFrom(start), operand, labels, negated };
    }
    case 'SOURCE':
    case 'DESTINATION':
      return parseEndpoint(c, operand, { start, negated });
    default:
      return parseNormalized(c, operand, { start, negated });
  }
}

interface Begun {
  readonly start: number;
  readonly negated: boolean;
}

function parseEndpoint(c: Cursor, node: Expression, { start, negated }: Begun): Expression {
  const end = c.at('SOURCE') ? 'source' : 'destination';
  c.advance();
  c.expect('OF');
  const edgeStart = c.start;
  const { name } = parseVariable(c, 'the variable of an edge');
  const edge: Expression = { kind: 'variable', span: c.spanFrom(edgeStart), name };
  return { kind: 'isEndpoint', span: c.spanFrom(start), node, edge, end, negated };
}

function parseNormalized(c: Cursor, operand: Expression, { start, negated }: Begun): Expression {
  let form = takeNormalForm(c);
  if (!c.take('NORMALIZED')) {
    c.fail(
      form === undefined
        ? 'NULL, TRUE, FALSE, UNKNOWN, TYPED, LABELED, DIRECTED, SOURCE, DESTINATION or NORMALIZED'
        : "'NORMALIZED'",
    );
  }
  if (form === undefined) {
    const formStart = c.start;
    form = takeNormalForm(c);
    if (form !== undefined) {
      c.extension(formStart, 'a normal form behind NORMALIZED', `ISO: IS ${form} NORMALIZED.`);
    }
  }
  return { kind: 'isNormalized', span: c.spanFrom(start), operand, form: form ?? 'NFC', negated };
}

export function takeNormalForm(c: Cursor): NormalForm | undefined {
  return NORMAL_FORMS.find((form) => c.take(form));
}

/** `n:labels` as a condition. */
export function parseLabeled(c: Cursor, operand: Expression, start: number): Expression {
  c.expect(':');
  const labels = parseLabelExpression(c);
  return { kind: 'isLabeled', span: c.spanFrom(start), operand, labels, negated: false };
}
