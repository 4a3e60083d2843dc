import type { BinaryOperation, Expression, UnaryOperation } from '../ast/expression.ts';
import { printLiteral } from './literals.ts';
import { printName, printParameter, printVariable } from './names.ts';
import { BINARY, NOT, OPERAND, POWER, PREDICATE, PRIMARY, printWithin } from './precedence.ts';
import { printPrimary } from './primaries.ts';
import { printTail } from './tails.ts';

/** Any expression, with parentheses only around what needs them within. */
export function printExpressionParts(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return printLiteral(expression);
    case 'parameter':
      return printParameter(expression.substituted === true ? '$$' : '$', expression.name);
    case 'variable':
      return printVariable(expression.name);
    case 'property':
      return `${printObject(expression.object)}.${printName(expression.property)}`;
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
      return `${printTested(expression)} ${printTail(expression)}`;
    case 'isEndpoint':
      return `${printWithin(expression.node, OPERAND)} ${printTail(expression)}`;
    default:
      return printPrimary(expression);
  }
}

/** `10.x` would be read as a decimal number that runs into a name. */
function printObject(object: Expression): string {
  const printed = printWithin(object, PRIMARY);
  return /^\d+$/u.test(printed) ? `(${printed})` : printed;
}

type Tested = Extract<
  Expression,
  { kind: 'isNull' | 'isTruth' | 'isNormalized' | 'isTyped' | 'isDirected' | 'isLabeled' }
>;

/** Only IS TRUE and its kin test a comparison as a whole; all test what another test gives. */
function printTested({ kind, operand }: Tested): string {
  const isWhole = kind === 'isTruth' || operand.kind !== 'binary';
  return printWithin(operand, isWhole ? PREDICATE : OPERAND);
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
