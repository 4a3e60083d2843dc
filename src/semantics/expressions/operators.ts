import { present } from '../../base/assert.ts';
import type { Span } from '../../base/errors.ts';
import { GqlError } from '../../base/errors.ts';
import type { BinaryOperation, UnaryOperation } from '../../syntax/ast/expression.ts';
import { BOOL } from '../../values/type.ts';
import type { BoundExpr } from '../bound/statement.ts';
import type { ExpressionContext } from '../expression-context.ts';
import { bindPart } from '../expression-context.ts';
import {
  arithmeticType,
  canBe,
  checkArithmetic,
  describeType,
  invalidType,
  requireBoolean,
  staticFamily,
} from '../static-types.ts';
import { callOperator } from './operator-calls.ts';

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
    case '<':
    case '<=':
    case '>':
    case '>=':
      // No pair of types is refused: GA04, universal comparison.
      return { kind: 'compare', operator: e.operator, left, right, type: BOOL, span: e.span };
    case '+':
    case '-':
    case '*':
    case '/':
    case '%': {
      checkArithmetic(e.operator, left, right, e.span);
      const isStrictSum = e.operator === '+' && context.state.environment.strict;
      if (isStrictSum) refuseJoin(left, right, e.span);
      const type = arithmeticType(e.operator, left.type, right.type);
      return {
        kind: 'arithmetic',
        operator: e.operator,
        left: isStrictSum ? addend(left) : left,
        right: isStrictSum ? addend(right) : right,
        type,
        span: e.span,
      };
    }
    default:
      return callOperator(e.operator, [left, right], e.span);
  }
}

/** `+` that joins strings or lists is an extension; ISO writes `||` (20.15, 20.23). */
function refuseJoin(left: BoundExpr, right: BoundExpr, span: Span): void {
  for (const { type } of [left, right]) {
    const family = staticFamily(type);
    if (family !== 'string' && family !== 'list') continue;
    const message = `${describeType(left.type)} + ${describeType(right.type)} is undefined`;
    throw new GqlError('22G12', message, { span, hint: 'ISO joins strings and lists by ||' });
  }
}

/** An operand whose type is known only when it is there is looked at then. */
function addend(operand: BoundExpr): BoundExpr {
  if (staticFamily(operand.type) !== undefined) return operand;
  return callOperator('ADDEND', [operand], present(operand.span, 'the place of an operand'));
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
