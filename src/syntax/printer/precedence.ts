import type { BinaryOperation, Expression } from '../ast/expression.ts';
import { printExpression } from './recursion.ts';

/** Precedences as in `parser/expression.ts`; what is no operator is a primary. */
export const NOT = 3;
export const PREDICATE = 4;
export const OPERAND = 5;
const SIGN = 7.5;
export const POWER = 8;
export const PRIMARY = 9;

export const BINARY: Readonly<Record<BinaryOperation['operator'], number>> = {
  OR: 1,
  XOR: 1,
  AND: 2,
  '=': PREDICATE,
  '<>': PREDICATE,
  '<': PREDICATE,
  '<=': PREDICATE,
  '>': PREDICATE,
  '>=': PREDICATE,
  IN: PREDICATE,
  LIKE: PREDICATE,
  CONTAINS: PREDICATE,
  'STARTS WITH': PREDICATE,
  'ENDS WITH': PREDICATE,
  '=~': PREDICATE,
  '||': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  '%': 7,
  '^': POWER,
};

/** With parentheses when the expression binds less tightly than `minimum`. */
export function printWithin(expression: Expression, minimum: number): string {
  const printed = printExpression(expression);
  return precedenceOf(expression) < minimum ? `(${printed})` : printed;
}

/** An expression behind which a word or bar stands that a predicate could take for its own. */
export function printGuarded(expression: Expression): string {
  return printWithin(expression, OPERAND);
}

function precedenceOf(expression: Expression): number {
  switch (expression.kind) {
    case 'binary':
      return BINARY[expression.operator];
    case 'unary':
      return expression.operator === 'NOT' ? NOT : SIGN;
    case 'isNull':
    case 'isTruth':
    case 'isNormalized':
    case 'isTyped':
    case 'isDirected':
    case 'isLabeled':
    case 'isEndpoint':
      return PREDICATE;
    default:
      return PRIMARY + 1;
  }
}
