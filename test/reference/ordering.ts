import { GqlError } from '../../src/base/errors.ts';
import type { Expression } from '../../src/syntax/ast/expression.ts';
import type { OrderByAndPage, SortKey } from '../../src/syntax/ast/statement.ts';
import { orderValues } from '../../src/values/comparison.ts';
import type { Value } from '../../src/values/value.ts';
import type { Context, Scope } from './context.ts';
import { emptyScope } from './context.ts';
import { evaluate } from './expressions.ts';

/** Items by the sort keys of their scopes (ISO/IEC 39075, 16.17). Ties stay as they were. */
export function sortRows<T>(
  items: readonly T[],
  scopes: readonly Scope[],
  keys: readonly SortKey[],
  context: Context,
): T[] {
  const keyed = items.map((item, i) => ({
    item,
    values: keys.map(({ expression }) => evaluate(expression, scopes[i] ?? emptyScope, context)),
  }));
  keyed.sort((left, right) => {
    for (const [i, key] of keys.entries()) {
      const order = compareKeys(left.values[i] ?? null, right.values[i] ?? null, key, context);
      if (order !== 0) return order;
    }
    return 0;
  });
  return keyed.map(({ item }) => item);
}

/**
 * Where nulls go is IS001 for ascending order, the opposite for descending, or as written (GA03).
 */
function compareKeys(left: Value, right: Value, key: SortKey, context: Context): number {
  if (left === null || right === null) {
    const byDefault = (context.options.nullOrdering === 'first') !== key.descending;
    const nullsFirst = key.nulls === undefined ? byDefault : key.nulls === 'first';
    const order = Number(left !== null) - Number(right !== null);
    return nullsFirst ? order : -order;
  }
  return key.descending ? orderValues(right, left) : orderValues(left, right);
}

/** OFFSET, then LIMIT (16.18, 16.19); negative is 22G02. */
export function page<T>(
  items: readonly T[],
  clause: Pick<OrderByAndPage, 'offset' | 'limit'>,
  context: Context,
): T[] {
  const offset = count(clause.offset, context) ?? 0;
  const limit = count(clause.limit, context);
  return items.slice(offset, limit === undefined ? undefined : offset + limit);
}

function count(e: Expression | undefined, context: Context): number | undefined {
  if (e === undefined) return undefined;
  const value = evaluate(e, emptyScope, context);
  if (typeof value !== 'number') throw new GqlError('22G03', 'a row count must be an integer');
  if (value < 0) throw new GqlError('22G02', 'a row count is negative');
  return value;
}
