import { unreachable } from '../../../base/assert.ts';
import type { Span } from '../../../base/errors.ts';
import type { PhysicalOperator } from '../../../planner/plan/operator.ts';
import type { ArithmeticExpr, NegateExpr } from '../../../semantics/bound/expression.ts';
import { add, divide, modulo, multiply, negate, subtract } from '../../../values/arithmetic.ts';
import type { Value } from '../../../values/value.ts';
import { located } from '../../runtime/located.ts';
import type { Evaluate } from '../build.ts';
import type { ExpressionBuilders } from './builders.ts';

type Operation = (left: Value, right: Value) => Value;

/** Sums and differences of small integers are computed in place, all else by src/values. */
export function arithmetic(
  of: ExpressionBuilders,
  expr: ArithmeticExpr<PhysicalOperator>,
): Evaluate {
  const left = of.evaluator(expr.left);
  const right = of.evaluator(expr.right);
  const { operator, span } = expr;
  const operation = operationOf(operator);
  if (operator === '+') {
    return () => {
      const a = left();
      const b = right();
      if (typeof a === 'number' && typeof b === 'number') {
        const sum = a + b;
        if (Number.isSafeInteger(sum)) return sum;
      }
      return operate(operation, a, b, span);
    };
  }
  if (operator === '-') {
    return () => {
      const a = left();
      const b = right();
      if (typeof a === 'number' && typeof b === 'number') {
        const difference = a - b;
        if (Number.isSafeInteger(difference)) return difference;
      }
      return operate(operation, a, b, span);
    };
  }
  return () => operate(operation, left(), right(), span);
}

function operationOf(operator: ArithmeticExpr<PhysicalOperator>['operator']): Operation {
  switch (operator) {
    case '+':
      return add;
    case '-':
      return subtract;
    case '*':
      return multiply;
    case '/':
      return divide;
    case '%':
      return modulo;
    default:
      return unreachable(operator);
  }
}

function operate(operation: Operation, left: Value, right: Value, span: Span | undefined): Value {
  try {
    return operation(left, right);
  } catch (error) {
    throw located(error, span);
  }
}

export function negation(of: ExpressionBuilders, expr: NegateExpr<PhysicalOperator>): Evaluate {
  const operand = of.evaluator(expr.operand);
  const { span } = expr;
  return () => {
    try {
      return negate(operand());
    } catch (error) {
      throw located(error, span);
    }
  };
}
