import type { Span } from '../../../base/errors.ts';
import type { PhysicalExpr, PhysicalOperator } from '../../../planner/plan/operator.ts';
import type {
  IsNullExpr,
  IsTruthExpr,
  LogicExpr,
  NotExpr,
} from '../../../semantics/bound/expression.ts';
import type { Value } from '../../../values/value.ts';
import { and3, or3, truthOf, xor3 } from '../../runtime/truth.ts';
import { boolOf, boxed } from '../boxing.ts';
import type { BoolCode, Code } from '../code.ts';
import { nullTest } from '../code.ts';
import type { Generator } from '../generator.ts';
import type { Cursor } from '../scope.ts';
import { at } from '../scope.ts';
import { Block } from '../source/block.ts';
import { certain, ofConditions } from '../truth-code.ts';
import { both, either, FALSE, grouped, negated, TRUE } from '../source/text.ts';

/** The expression as a truth value; other values are refused when the code runs. */
export function truth(gen: Generator, cursor: Cursor, expr: PhysicalExpr): BoolCode {
  const code = gen.expression(cursor, expr);
  if (code.rep === 'bool') return code;
  const isTruth = expr.type.kind === 'simple' && expr.type.name === 'BOOL';
  const name = gen.fresh('x');
  const text = boxed(gen, code);
  const checked = isTruth ? text : `${gen.layout.value('truth', checkTruth(expr.span))}(${text})`;
  cursor.block.line(`const ${name} = ${checked};`);
  return boolOf(name, true) as BoolCode;
}

function checkTruth(span: Span | undefined): (value: Value) => Value {
  return (value) => truthOf(value, span);
}

/**
 * Continues with the rows for which the condition is TRUE. A conjunction becomes nested conditions,
 * so that what its right side needs in statements is done only where the left side holds.
 */
export function filtered(gen: Generator, cursor: Cursor, condition: PhysicalExpr): Cursor {
  if (condition.kind === 'and') {
    return filtered(gen, filtered(gen, cursor, condition.left), condition.right);
  }
  const test = truth(gen, cursor, condition).whenTrue;
  return test === TRUE ? cursor : at(cursor, cursor.block.nested(`if (${test})`));
}

export function logic(gen: Generator, cursor: Cursor, expr: LogicExpr<PhysicalOperator>): BoolCode {
  const left = truth(gen, cursor, expr.left);
  if (expr.kind === 'xor') return exclusive(gen, left, truth(gen, cursor, expr.right));
  const side = new Block();
  const right = truth(gen, at(cursor, side), expr.right);
  if (!side.isEmpty) return inStatements(gen, cursor, { kind: expr.kind, left, right, side });
  const isAnd = expr.kind === 'and';
  const whenTrue = (isAnd ? both : either)(left.whenTrue, right.whenTrue);
  const whenFalse = (isAnd ? either : both)(left.whenFalse, right.whenFalse);
  return ofConditions(whenTrue, whenFalse, left.nullable || right.nullable);
}

interface Sides {
  readonly kind: 'and' | 'or';
  readonly left: BoolCode;
  readonly right: BoolCode;
  /** Statements that the right side needs. */
  readonly side: Block;
}

/** The right side's statements run only where the left side does not decide. */
function inStatements(gen: Generator, cursor: Cursor, sides: Sides): BoolCode {
  const name = gen.fresh('x');
  const isAnd = sides.kind === 'and';
  const combine = isAnd ? gen.layout.helper('and3', and3) : gen.layout.helper('or3', or3);
  cursor.block.line(`let ${name} = ${sides.left.value};`);
  const inner = cursor.block.nested(`if (${name} !== ${isAnd ? FALSE : TRUE})`);
  inner.adopt(sides.side);
  inner.line(`${name} = ${combine}(${name}, ${sides.right.value});`);
  return boolOf(name, sides.left.nullable || sides.right.nullable) as BoolCode;
}

function exclusive(gen: Generator, left: BoolCode, right: BoolCode): BoolCode {
  const combine = gen.layout.helper('xor3', xor3);
  const value = `${combine}(${left.value}, ${right.value})`;
  const nullable = left.nullable || right.nullable;
  return {
    rep: 'bool',
    whenTrue: `${value} === true`,
    whenFalse: `${value} === false`,
    value,
    nullable,
  };
}

export function negatedTruth(
  gen: Generator,
  cursor: Cursor,
  expr: NotExpr<PhysicalOperator>,
): BoolCode {
  const { whenTrue, whenFalse, nullable } = truth(gen, cursor, expr.operand);
  return ofConditions(whenFalse, whenTrue, nullable);
}

export function nullTestCode(
  gen: Generator,
  cursor: Cursor,
  expr: IsNullExpr<PhysicalOperator>,
): Code {
  const test = nullTest(gen.expression(cursor, expr.operand));
  return certain(expr.negated ? negated(test) : test);
}

export function truthTestCode(
  gen: Generator,
  cursor: Cursor,
  expr: IsTruthExpr<PhysicalOperator>,
): Code {
  const { whenTrue, whenFalse, value } = truth(gen, cursor, expr.operand);
  const test =
    expr.truth === null ? `${grouped(value)} === null` : expr.truth ? whenTrue : whenFalse;
  return certain(expr.negated ? negated(test) : test);
}
