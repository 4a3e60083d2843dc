import type { PhysicalOperator } from '../../../planner/plan/operator.ts';
import type { CompareExpr } from '../../../semantics/bound/expression.ts';
import { compareStrings } from '../../../values/compare-strings.ts';
import type { Value } from '../../../values/value.ts';
import { compare3 } from '../../runtime/truth.ts';
import { boxed, materialized, stringText } from '../boxing.ts';
import type { BoolCode, Code, EntryCode } from '../code.ts';
import { nullTest } from '../code.ts';
import { columnPart } from '../columns.ts';
import type { Generator } from '../generator.ts';
import { comparable, integerBound } from '../kernel/bounds.ts';
import { dayOfDate } from '../kernel/days.ts';
import type { Cursor } from '../scope.ts';
import { both, choice, either, FALSE, grouped, negated } from '../source/text.ts';
import { threeForms } from '../truth-code.ts';
import { isPerRun, runConstant } from './per-run.ts';

export type Comparison = CompareExpr<PhysicalOperator>;
type Operator = Comparison['operator'];

const MIRRORED: Readonly<Record<Operator, Operator>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

const SCRIPT: Readonly<Record<Operator, string>> = {
  '=': '===',
  '<>': '!==',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

export function compare(gen: Generator, cursor: Cursor, given: Comparison): BoolCode {
  // A constant goes to the right.
  const expr =
    isPerRun(given.left) && !isPerRun(given.right)
      ? { ...given, left: given.right, right: given.left, operator: MIRRORED[given.operator] }
      : given;
  const left = gen.expression(cursor, expr.left);
  if (isPerRun(expr.right)) {
    const right = runConstant(gen, cursor.fn, expr.right);
    const known = compareWithConstant(gen, cursor, { left, right, expr });
    if (known !== undefined) return known;
  }
  const right = gen.expression(cursor, expr.right);
  const typed = compareTyped(gen, left, right, expr.operator);
  return typed ?? compareAny(gen, cursor, expr, { left, right });
}

/** Both sides are of types that JavaScript compares by itself, or by a call without boxing. */
function compareTyped(
  gen: Generator,
  left: Code,
  right: Code,
  operator: Operator,
): BoolCode | undefined {
  const isNull = either(nullTest(left), nullTest(right));
  if (isNumber(left) && isNumber(right)) {
    return where(isNull, `${grouped(left.text)} ${SCRIPT[operator]} ${grouped(right.text)}`);
  }
  if (left.rep === 'day' && right.rep === 'day') {
    return where(isNull, `${grouped(left.text)} ${SCRIPT[operator]} ${grouped(right.text)}`);
  }
  const isEquality = operator === '=' || operator === '<>';
  if (left.rep === 'node' && right.rep === 'node' && isEquality) {
    return where(isNull, `${grouped(left.slot())} ${SCRIPT[operator]} ${grouped(right.slot())}`);
  }
  if (left.rep === 'edge' && right.rep === 'edge' && isEquality) {
    return where(isNull, `${left.packed()} ${SCRIPT[operator]} ${right.packed()}`);
  }
  if (isEquality && left.rep === 'entry' && right.rep === 'entry') {
    const test = `${left.text} ${SCRIPT[operator]} ${right.text}`;
    if (left.column === right.column) return where(isNull, test);
  }
  return compareTexts(gen, left, right, operator);
}

function compareTexts(
  gen: Generator,
  left: Code,
  right: Code,
  operator: Operator,
): BoolCode | undefined {
  const a = stringText(gen, left);
  const b = stringText(gen, right);
  if (a === undefined || b === undefined) return undefined;
  const isNull = either(nullTest(left), nullTest(right));
  if (operator === '=' || operator === '<>') return where(isNull, `${a} ${SCRIPT[operator]} ${b}`);
  const order = `${gen.layout.helper('compareStrings', compareStrings)}(${a}, ${b})`;
  return where(isNull, `${order} ${operator} 0`);
}

function isNumber(code: Code): code is Extract<Code, { rep: 'int' | 'float' }> {
  return code.rep === 'int' || code.rep === 'float';
}

/** The comparison of values that are there. */
function where(isNull: string, test: string): BoolCode {
  const known = negated(isNull);
  return {
    rep: 'bool',
    whenTrue: both(known, test),
    whenFalse: both(known, negated(test)),
    value: choice(isNull, 'null', test),
    nullable: isNull !== FALSE,
  };
}

/** Boxed, with numbers compared in place where one side is known to be one. */
function compareAny(
  gen: Generator,
  cursor: Cursor,
  expr: Comparison,
  sides: { readonly left: Code; readonly right: Code },
): BoolCode {
  const left = materialized(gen, cursor.block, sides.left);
  const right = materialized(gen, cursor.block, sides.right);
  const slow = `${comparer(gen, expr)}(${boxed(gen, left)}, ${boxed(gen, right)})`;
  const inPlace = numbersInPlace(left, right, expr.operator);
  if (inPlace === undefined) return threeForms(slow);
  const { areNumbers, test } = inPlace;
  return {
    rep: 'bool',
    whenTrue: choice(areNumbers, test, `${slow} === true`),
    whenFalse: choice(areNumbers, negated(test), `${slow} === false`),
    value: choice(areNumbers, test, slow),
    nullable: true,
  };
}

function numbersInPlace(
  left: Code,
  right: Code,
  operator: Operator,
): { readonly areNumbers: string; readonly test: string } | undefined {
  const areNumbers = both(isNumberTest(left), isNumberTest(right));
  if (areNumbers === FALSE || !('text' in left) || !('text' in right)) return undefined;
  return { areNumbers, test: `${left.text} ${SCRIPT[operator]} ${right.text}` };
}

function isNumberTest(code: Code): string {
  if (code.rep === 'int') return negated(nullTest(code));
  return code.rep === 'value' && code.text !== 'null' ? `typeof ${code.text} === 'number'` : FALSE;
}

/** A bound function that compares two boxed values and places errors in the text. */
function comparer(gen: Generator, expr: Comparison): string {
  const { operator, span } = expr;
  const closure = (left: Value, right: Value): boolean | null =>
    compare3(operator, left, right, span);
  return gen.layout.value('compare', closure);
}

interface WithConstant<L> {
  readonly left: L;
  /** The boxed constant, and the start of the names of what is derived from it. */
  readonly right: { readonly text: string; readonly name: string };
  readonly expr: Comparison;
}

/** The right side is the same for the whole run: what it takes to compare is found out once. */
function compareWithConstant(
  gen: Generator,
  cursor: Cursor,
  { left, right, expr }: WithConstant<Code>,
): BoolCode | undefined {
  switch (left.rep) {
    case 'entry':
      return compareEntry(gen, cursor, { left, right, expr });
    case 'int':
    case 'float':
      // A literal number has a type already.
      if (expr.right.kind === 'constant' && typeof expr.right.value === 'number') return undefined;
      return compareNumber(gen, cursor, { left, right, expr });
    case 'day':
      return compareDouble(gen, cursor, { left, right, expr }, 'dayOfDate');
    default:
      return undefined;
  }
}

/** Equality by the dictionary's number of the string, which is looked up once per run. */
function compareEntry(
  gen: Generator,
  cursor: Cursor,
  { left, right, expr }: WithConstant<EntryCode>,
): BoolCode | undefined {
  if (expr.operator !== '=' && expr.operator !== '<>') return undefined;
  const { fn } = cursor;
  const dictionary = columnPart(gen, left.column, 'dictionary');
  const helper = gen.layout.helper('entryOf', entryOf);
  const name = `${right.name}_${left.column.name}`;
  const entry = gen.perRun(fn, name, `${helper}(${dictionary}, ${right.text})`);
  const isNull = either(nullTest(left), `${entry} === -2`);
  const equal = `${left.text} === ${entry}`;
  const unequal = `${left.text} !== ${entry}`;
  const isEqual: BoolCode = {
    rep: 'bool',
    // No string has a negative number, so that a null needs no test of its own here.
    whenTrue: both(negated(nullTest(left)), equal),
    whenFalse: both(negated(isNull), unequal),
    value: choice(isNull, 'null', equal),
    nullable: true,
  };
  if (expr.operator === '=') return isEqual;
  const { whenTrue, whenFalse } = isEqual;
  const value = choice(isNull, 'null', unequal);
  return { ...isEqual, whenTrue: whenFalse, whenFalse: whenTrue, value };
}

/** The string's number, −1 where it does not occur or the value is no string, −2 for null. */
function entryOf(dictionary: { codeOf(text: string): number }, value: Value): number {
  if (value === null) return -2;
  return typeof value === 'string' ? dictionary.codeOf(value) : -1;
}

function compareNumber(
  gen: Generator,
  cursor: Cursor,
  compared: WithConstant<Extract<Code, { rep: 'int' | 'float' }>>,
): BoolCode {
  const { left, right, expr } = compared;
  const { operator } = expr;
  const is32 = left.rep === 'int' && left.low >= -2147483648 && left.high <= 2147483647;
  if (!is32 || operator === '=' || operator === '<>') {
    return compareDouble(gen, cursor, compared, 'comparable');
  }
  const kind = operator === '<' || operator === '>=' ? 'below' : 'upto';
  const helper = gen.layout.helper('integerBound', integerBound);
  const argument = kind === 'below' ? "'<'" : "'<='";
  const name = `${right.name}_${kind}`;
  const bound = gen.perRun(cursor.fn, name, `${helper}(${argument}, ${right.text})`);
  const script = operator === '<' || operator === '<=' ? '<' : '>=';
  return oddOrTest(gen, cursor, compared, {
    bound,
    test: `${grouped(left.text)} ${script} ${bound}`,
  });
}

function compareDouble(
  gen: Generator,
  cursor: Cursor,
  compared: WithConstant<Extract<Code, { rep: 'int' | 'float' | 'day' }>>,
  helperName: 'comparable' | 'dayOfDate',
): BoolCode {
  const { left, right, expr } = compared;
  const helper = gen.layout.helper(
    helperName,
    helperName === 'comparable' ? comparable : dayOfDate,
  );
  const name = `${right.name}_${helperName === 'comparable' ? 'number' : 'day'}`;
  const bound = gen.perRun(cursor.fn, name, `${helper}(${right.text})`);
  const test = `${grouped(left.text)} ${SCRIPT[expr.operator]} ${bound}`;
  return oddOrTest(gen, cursor, compared, { bound, test });
}

/**
 * `test` compares with the number that stands for the constant; where there is no such number (a
 * hoisted flag, which costs nothing measurable) the values are compared boxed.
 */
function oddOrTest(
  gen: Generator,
  cursor: Cursor,
  { left, right, expr }: WithConstant<Code>,
  { bound, test }: { readonly bound: string; readonly test: string },
): BoolCode {
  const odd = cursor.fn.hoist(`${bound}_odd`, `${bound} !== ${bound}`);
  const slow = `${comparer(gen, expr)}(${boxed(gen, left)}, ${right.text})`;
  const isNull = nullTest(left);
  const known = negated(isNull);
  return {
    rep: 'bool',
    whenTrue: both(known, grouped(choice(odd, `${slow} === true`, test))),
    whenFalse: both(known, grouped(choice(odd, `${slow} === false`, negated(test)))),
    value: choice(isNull, 'null', choice(odd, slow, test)),
    nullable: true,
  };
}
