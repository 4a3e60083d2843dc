import { unreachable } from '../../base/assert.ts';
import type { BinaryOperation, Expression, UnaryOperation } from '../ast/expression.ts';
import { printLiteral } from './literals.ts';
import { printName, printParameter, printVariable } from './names.ts';
import { printLabels } from './patterns.ts';
import { printPrimary } from './primaries.ts';
import { printType } from './types.ts';

/** Precedences as in `parser/expression.ts`; what is no operator is a primary. */
const NOT = 3;
const PREDICATE = 4;
const OPERAND = 5;
const SIGN = 7.5;
const POWER = 8;
export const PRIMARY = 9;

const BINARY: Readonly<Record<BinaryOperation['operator'], number>> = {
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

export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return printLiteral(expression);
    case 'parameter':
      return printParameter(expression.substituted === true ? '$$' : '$', expression.name);
    case 'variable':
      return printVariable(expression.name);
    case 'property':
      return `${printWithin(expression.object, PRIMARY)}.${printName(expression.property)}`;
    case 'unary':
      return printUnary(expression);
    case 'binary':
      return printBinary(expression);
    case 'isNull':
    case 'isTruth':
    case 'isNormalized':
    case 'isTyped':
    case 'isDirected':
    case 'isLabeled':
      return `${printWithin(expression.operand, PREDICATE)} ${printTail(expression)}`;
    case 'isEndpoint':
      return `${printWithin(expression.node, OPERAND)} ${printTail(expression)}`;
    default:
      return printPrimary(expression);
  }
}

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

function printUnary({ operator, operand }: UnaryOperation): string {
  if (operator === 'NOT') return `NOT ${printWithin(operand, NOT)}`;
  return operator + printWithin(operand, POWER);
}

function printBinary(expression: BinaryOperation): string {
  const precedence = BINARY[expression.operator];
  // Comparisons do not chain, so their operands are tighter on both sides.
  const left = printWithin(expression.left, precedence === PREDICATE ? OPERAND : precedence);
  return `${left} ${printTail(expression)}`;
}

/** A predicate or operation without its first operand, as WHEN of a simple CASE has it. */
export function printTail(predicate: Expression): string {
  switch (predicate.kind) {
    case 'binary': {
      const right = printWithin(predicate.right, BINARY[predicate.operator] + 1);
      return `${predicate.operator} ${right}`;
    }
    case 'unary':
      return `NOT ${printTail(predicate.operand)}`;
    case 'isNull':
      return `${is(predicate.negated)} NULL`;
    case 'isTruth':
      return `${is(predicate.negated)} ${truthWord(predicate.truth)}`;
    case 'isNormalized':
      return `${is(predicate.negated)} ${predicate.form} NORMALIZED`;
    case 'isTyped':
      return `${is(predicate.negated)} TYPED ${printType(predicate.type.type)}`;
    case 'isDirected':
      return `${is(predicate.negated)} DIRECTED`;
    case 'isLabeled':
      return `${is(predicate.negated)} LABELED ${printLabels(predicate.labels)}`;
    case 'isEndpoint': {
      const end = predicate.end === 'source' ? 'SOURCE' : 'DESTINATION';
      return `${is(predicate.negated)} ${end} OF ${printExpression(predicate.edge)}`;
    }
    default:
      return printExpression(predicate);
  }
}

function is(negated: boolean): string {
  return negated ? 'IS NOT' : 'IS';
}

function truthWord(truth: boolean | null): string {
  switch (truth) {
    case true:
      return 'TRUE';
    case false:
      return 'FALSE';
    case null:
      return 'UNKNOWN';
    default:
      return unreachable(truth);
  }
}
