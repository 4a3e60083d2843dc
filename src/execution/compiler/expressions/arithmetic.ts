import { unreachable } from '../../../base/assert.ts';
import type { Span } from '../../../base/errors.ts';
import type { PhysicalOperator } from '../../../planner/plan/operator.ts';
import type { ArithmeticExpr, NegateExpr } from '../../../semantics/bound/expression.ts';
import { add, divide, modulo, multiply, negate, subtract } from '../../../values/arithmetic.ts';
import type { Value } from '../../../values/value.ts';
import { located } from '../../runtime/located.ts';
import { boxed, materialized } from '../boxing.ts';
import type { Code, FloatCode, IntCode } from '../code.ts';
import { MAX_SAFE, nullTest } from '../code.ts';
import type { Generator } from '../generator.ts';
import type { Cursor } from '../scope.ts';
import { both, choice, either, FALSE, grouped, negated } from '../source/text.ts';

type Operator = ArithmeticExpr<PhysicalOperator>['operator'];

export function arithmetic(
  gen: Generator,
  cursor: Cursor,
  expr: ArithmeticExpr<PhysicalOperator>,
): Code {
  const left = gen.expression(cursor, expr.left);
  const right = gen.expression(cursor, expr.right);
  return (
    floats(left, right, expr.operator) ??
    safeIntegers(left, right, expr.operator) ??
    checked(gen, cursor, expr, { left, right })
  );
}

/** With a float everything is a float; division by zero gives an infinity, as IEEE 754 has it. */
function floats(left: Code, right: Code, operator: Operator): FloatCode | undefined {
  if (!isNumber(left) || !isNumber(right)) return undefined;
  if (left.rep !== 'float' && right.rep !== 'float') return undefined;
  return {
    rep: 'float',
    text: `${grouped(left.text)} ${operator} ${grouped(right.text)}`,
    isNull: eitherNull(left, right),
  };
}

function isNumber(code: Code): code is IntCode | FloatCode {
  return code.rep === 'int' || code.rep === 'float';
}

function eitherNull(left: Code, right: Code): string | undefined {
  const isNull = either(nullTest(left), nullTest(right));
  return isNull === FALSE ? undefined : isNull;
}

/**
 * Integers whose bounds prove that the result is exact in a double: no check is left (a check per
 * row costs 1.9 × in a bare filter).
 */
function safeIntegers(left: Code, right: Code, operator: Operator): IntCode | undefined {
  if (left.rep !== 'int' || right.rep !== 'int') return undefined;
  const bounds = resultBounds(left, right, operator);
  if (bounds === undefined || bounds.low < -MAX_SAFE || bounds.high > MAX_SAFE) return undefined;
  const text = `${grouped(left.text)} ${operator} ${grouped(right.text)}`;
  // −5 * 0 must not be −0.
  const positive = operator === '*' && (left.low < 0 || right.low < 0) ? `${text} + 0` : text;
  return { rep: 'int', text: positive, ...bounds, isNull: eitherNull(left, right) };
}

function resultBounds(
  left: IntCode,
  right: IntCode,
  operator: Operator,
): { readonly low: number; readonly high: number } | undefined {
  switch (operator) {
    case '+':
      return { low: left.low + right.low, high: left.high + right.high };
    case '-':
      return { low: left.low - right.high, high: left.high - right.low };
    case '*': {
      const corners = [left.low, left.high].flatMap((a) => [a * right.low, a * right.high]);
      return { low: Math.min(...corners), high: Math.max(...corners) };
    }
    case '/':
    case '%':
      return undefined;
    default:
      return unreachable(operator);
  }
}

/**
 * Numbers in place while the result is a safe integer, everything else through `src/values`: the
 * result is boxed, since it may be a bigint.
 */
function checked(
  gen: Generator,
  cursor: Cursor,
  expr: ArithmeticExpr<PhysicalOperator>,
  sides: { readonly left: Code; readonly right: Code },
): Code {
  const left = materialized(gen, cursor.block, sides.left);
  const right = materialized(gen, cursor.block, sides.right);
  const operands = `${boxed(gen, left)}, ${boxed(gen, right)}`;
  const slow = `${operation(gen, expr.operator, expr.span)}(${operands})`;
  const result = gen.fresh('x');
  const numbers = both(numberTest(left), numberTest(right));
  const inPlace = expr.operator === '+' || expr.operator === '-' || expr.operator === '*';
  if (!inPlace || numbers === FALSE || !('text' in left) || !('text' in right)) {
    cursor.block.line(`const ${result} = ${slow};`);
    return { rep: 'value', text: result, nullable: true };
  }
  const zero = expr.operator === '*' ? ' + 0' : '';
  cursor.block.line(`let ${result} = null;`);
  const fast = cursor.block.nested(`if (${numbers})`);
  fast.line(`${result} = ${left.text} ${expr.operator} ${right.text}${zero};`);
  const isUnsafe = `!(${result} <= ${MAX_SAFE} && ${result} >= -${MAX_SAFE})`;
  fast.line(`if (${isUnsafe}) ${result} = ${slow};`);
  if (numbers !== 'true') cursor.block.line(`else ${result} = ${slow};`);
  return { rep: 'value', text: result, nullable: true };
}

function numberTest(code: Code): string {
  if (code.rep === 'int') return negated(nullTest(code));
  return code.rep === 'value' && code.text !== 'null' ? `typeof ${code.text} === 'number'` : FALSE;
}

/** The operation of `src/values`, whose errors get their place in the text. */
function operation(gen: Generator, operator: Operator, span: Span | undefined): string {
  const compute = OPERATIONS[operator];
  const closure = (left: Value, right: Value): Value => {
    try {
      return compute(left, right);
    } catch (error) {
      throw located(error, span);
    }
  };
  return gen.layout.value('arithmetic', closure);
}

const OPERATIONS: Readonly<Record<Operator, (left: Value, right: Value) => Value>> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '%': modulo,
};

export function negation(gen: Generator, cursor: Cursor, expr: NegateExpr<PhysicalOperator>): Code {
  const operand = gen.expression(cursor, expr.operand);
  if (operand.rep === 'float') return { ...operand, text: `-${grouped(operand.text)}` };
  if (operand.rep === 'int') {
    const { low, high, isNull } = operand;
    return { rep: 'int', text: `0 - ${grouped(operand.text)}`, low: -high, high: -low, isNull };
  }
  const closure = (value: Value): Value => {
    try {
      return negate(value);
    } catch (error) {
      throw located(error, expr.span);
    }
  };
  const result = gen.fresh('x');
  const call = `${gen.layout.value('negate', closure)}(${boxed(gen, operand)})`;
  cursor.block.line(`const ${result} = ${choice(FALSE, 'null', call)};`);
  return { rep: 'value', text: result, nullable: true };
}
