import { unreachable } from '../../src/base/assert.ts';
import { GqlError } from '../../src/base/errors.ts';
import type { BinaryOperation } from '../../src/syntax/ast/expression.ts';
import { add, divide, modulo, multiply, subtract } from '../../src/values/arithmetic.ts';
import { compareValues } from '../../src/values/comparison.ts';
import { equalValues } from '../../src/values/equality.ts';
import { isList } from '../../src/values/family.ts';
import type { Value } from '../../src/values/value.ts';
import { PathValue } from '../../src/values/value.ts';
import { NotEvaluated } from './context.ts';
import { joinPaths } from './expressions.ts';
import { and, not, or, truthOf, xor } from './truth.ts';

/** Operators of two operands (ISO/IEC 39075, 19.3, 20.20, 20.21, 20.23). */
export function binary(operator: BinaryOperation['operator'], left: Value, right: Value): Value {
  switch (operator) {
    case 'AND':
      return and(truthOf(left), truthOf(right));
    case 'OR':
      return or(truthOf(left), truthOf(right));
    case 'XOR':
      return xor(truthOf(left), truthOf(right));
    case '=':
      return equalValues(left, right);
    case '<>':
      return not(equalValues(left, right));
    case '<':
      return compared(left, right, (order) => order < 0);
    case '<=':
      return compared(left, right, (order) => order <= 0);
    case '>':
      return compared(left, right, (order) => order > 0);
    case '>=':
      return compared(left, right, (order) => order >= 0);
    case '+':
      return add(left, right);
    case '-':
      return subtract(left, right);
    case '*':
      return multiply(left, right);
    case '/':
      return divide(left, right);
    case '%':
      return modulo(left, right);
    case '||':
      return concatenate(left, right);
    case '^':
    case 'IN':
    case 'LIKE':
    case 'CONTAINS':
    case 'STARTS WITH':
    case 'ENDS WITH':
    case '=~':
      throw new NotEvaluated(`operator ${operator}`);
    default:
      return unreachable(operator);
  }
}

function compared(left: Value, right: Value, test: (order: number) => boolean): Value {
  const order = compareValues(left, right);
  return order === null ? null : test(order);
}

function concatenate(left: Value, right: Value): Value {
  if (left === null || right === null) return null;
  if (typeof left === 'string' && typeof right === 'string') return left + right;
  if (isList(left) && isList(right)) return [...left, ...right];
  if (left instanceof PathValue && right instanceof PathValue) return joinPaths(left, right);
  throw new GqlError('22G12', '|| of values that do not concatenate');
}
