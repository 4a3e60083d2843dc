import type { PhysicalOperator } from '../../../planner/plan/operator.ts';
import type { BoundSortKey } from '../../../semantics/bound/statement.ts';
import { compareStrings } from '../../../values/compare-strings.ts';
import { orderValues } from '../../../values/comparison.ts';
import { boxed, stringText } from '../boxing.ts';
import type { Code } from '../code.ts';
import { nullTest } from '../code.ts';
import type { Generator } from '../generator.ts';
import { choice, FALSE } from '../source/text.ts';

export type SortKey = BoundSortKey<PhysicalOperator>;

/**
 * An expression that is negative where `left` comes before `right`: both are the same sort key of
 * two rows. Bare numbers are subtracted, everything else is ordered by `orderValues`.
 */
export function keyOrder(gen: Generator, key: SortKey, left: Code, right: Code): string {
  const [first, second] = key.descending ? [right, left] : [left, right];
  const order = presentOrder(gen, first, second);
  const leftNull = nullTest(left);
  const rightNull = nullTest(right);
  if (leftNull === FALSE && rightNull === FALSE) return order;
  const nullOrder = key.nullsFirst ? '-1' : '1';
  const otherOrder = key.nullsFirst ? '1' : '-1';
  return choice(leftNull, choice(rightNull, '0', nullOrder), choice(rightNull, otherOrder, order));
}

function presentOrder(gen: Generator, left: Code, right: Code): string {
  if (isExactNumber(left) && isExactNumber(right)) return `${left.text} - ${right.text}`;
  const a = stringText(gen, { ...left, isNull: undefined } as Code);
  const b = stringText(gen, { ...right, isNull: undefined } as Code);
  if (a !== undefined && b !== undefined) {
    return `${gen.layout.helper('compareStrings', compareStrings)}(${a}, ${b})`;
  }
  const helper = gen.layout.helper('orderValues', orderValues);
  return `${helper}(${presentBox(gen, left)}, ${presentBox(gen, right)})`;
}

function isExactNumber(code: Code): code is Extract<Code, { rep: 'int' | 'day' }> {
  return code.rep === 'int' || code.rep === 'day';
}

function presentBox(gen: Generator, code: Code): string {
  return code.rep === 'bool' || code.rep === 'value'
    ? boxed(gen, code)
    : boxed(gen, { ...code, isNull: undefined });
}
