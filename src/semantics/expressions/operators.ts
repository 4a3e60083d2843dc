import type { Span } from '../../base/errors.ts';
import type { BinaryOperation, UnaryOperation } from '../../syntax/ast/expression.ts';
import { ANY, BOOL, STRING } from '../../values/type.ts';
import type { BoundExpr } from '../bound/statement.ts';
import type { ExpressionContext } from '../expression-context.ts';
import { bindPart } from '../expression-context.ts';
import type { StaticFamily } from '../static-types.ts';
import {
  arithmeticType,
  canBe,
  checkArithmetic,
  checkOrdered,
  commonType,
  describeType,
  invalidType,
  requireBoolean,
  staticFamily,
} from '../static-types.ts';
import type { OperatorCall } from './operator-calls.ts';
import { operatorCalls } from './operator-calls.ts';
import { negatedLiteral } from './literals.ts';

export function bindUnary(e: UnaryOperation, context: ExpressionContext): BoundExpr {
  const operand = bindPart(e.operand, context);
  if (e.operator === 'NOT') {
    requireBoolean(operand, 'NOT', e.operand.span);
    return { kind: 'not', operand, type: BOOL, span: e.span };
  }
  if (!canBe(operand.type, 'number', 'year-month duration', 'day-time duration')) {
    const message = `the sign ${e.operator} needs a number, not ${describeType(operand.type)}`;
    throw invalidType(message, e.span);
  }
  // `+x` is x; what is no number by the run's light meets the error where it is used.
  if (e.operator === '+') return operand;
  const literal = operand.kind === 'constant' ? negatedLiteral(operand.value) : undefined;
  if (literal !== undefined) {
    return { kind: 'constant', value: literal, type: operand.type, span: e.span };
  }
  return { kind: 'negate', operand, type: operand.type, span: e.span };
}

export function bindBinary(e: BinaryOperation, context: ExpressionContext): BoundExpr {
  const left = bindPart(e.left, context);
  const right = bindPart(e.right, context);
  switch (e.operator) {
    case 'AND':
    case 'OR':
    case 'XOR':
      requireBoolean(left, e.operator, e.left.span);
      requireBoolean(right, e.operator, e.right.span);
      return { kind: LOGIC[e.operator], left, right, type: BOOL, span: e.span };
    case '=':
    case '<>':
      return { kind: 'compare', operator: e.operator, left, right, type: BOOL, span: e.span };
    case '<':
    case '<=':
    case '>':
    case '>=':
      checkOrdered(left, right, e.span);
      return { kind: 'compare', operator: e.operator, left, right, type: BOOL, span: e.span };
    case '+':
    case '-':
    case '*':
    case '/':
    case '%': {
      checkArithmetic(e.operator, left, right, e.span);
      const type = arithmeticType(e.operator, left.type, right.type);
      return { kind: 'arithmetic', operator: e.operator, left, right, type, span: e.span };
    }
    default:
      return operatorCall(operatorCalls[e.operator], left, right, e.span);
  }
}

const LOGIC = { AND: 'and', OR: 'or', XOR: 'xor' } as const;

/** Equality of two bound expressions, which no pair of types forbids. */
export function equals(left: BoundExpr, right: BoundExpr, span: Span): BoundExpr {
  return { kind: 'compare', operator: '=', left, right, type: BOOL, span };
}

/** The conjunction of conditions in order; undefined of none. */
export function conjunction(conditions: readonly BoundExpr[]): BoundExpr | undefined {
  let result: BoundExpr | undefined;
  for (const right of conditions) {
    result =
      result === undefined
        ? right
        : { kind: 'and', left: result, right, type: BOOL, ...(right.span && { span: right.span }) };
  }
  return result;
}

export function disjunction(left: BoundExpr, right: BoundExpr, span: Span): BoundExpr {
  return { kind: 'or', left, right, type: BOOL, span };
}

/** The operators that are functions by another spelling. */
function operatorCall(
  { name, left: leftTakes, right: rightTakes, result }: OperatorCall,
  left: BoundExpr,
  right: BoundExpr,
  span: Span,
): BoundExpr {
  requireOperand(name, left, leftTakes, span);
  requireOperand(name, right, rightTakes, span);
  const type = result === 'truth' ? BOOL : result === 'either' ? joinedType(left, right) : ANY;
  return { kind: 'call', name, arguments: [left, right], type, span };
}

function requireOperand(
  name: string,
  operand: BoundExpr,
  takes: readonly StaticFamily[],
  span: Span,
): void {
  if (takes.length === 0 || canBe(operand.type, ...takes)) return;
  throw invalidType(`${name} does not take ${describeType(operand.type)}`, operand.span ?? span);
}

/** Of `||`: strings, byte strings, lists and paths join with their own kind (20.23, 20.29). */
function joinedType(left: BoundExpr, right: BoundExpr): BoundExpr['type'] {
  const [a, b] = [staticFamily(left.type), staticFamily(right.type)];
  if (a === undefined || a !== b) return ANY;
  return a === 'string' ? STRING : commonType([left.type, right.type]);
}
