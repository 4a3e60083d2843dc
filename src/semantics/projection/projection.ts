import type { ReturnBody } from '../../syntax/ast/statement.ts';
import type { BoundColumn, BoundExpr, BoundProjection } from '../bound/statement.ts';
import { columnOf, variableFor } from '../columns.ts';
import { plainContext } from '../expression-context.ts';
import { hasVerticalAggregate } from '../expressions/aggregates.ts';
import type { Scope } from '../scope.ts';
import type { BindState } from '../state.ts';
import { requireBoolean } from '../static-types.ts';
import { Grouping, havingContext, havingWithoutGroups } from './grouping.ts';
import type { Item, ProjectionPlace } from './items.ts';
import { itemsOf } from './items.ts';
import { bindPage, bindSortKeys } from './ordering.ts';

/** RETURN, SELECT and WITH: from the rows of before to columns (14.11, 14.12). */
export function bindProjection(
  body: ReturnBody,
  state: BindState,
  place: ProjectionPlace,
): BoundProjection {
  const { scope } = place;
  const items = itemsOf(body, place);
  const grouping = isGrouped(body, items, state, scope)
    ? new Grouping(state, scope, body.groupBy, items)
    : undefined;
  const values = items.map(({ expression }) => bindItem(expression, grouping, state, scope));
  const bindings = values.map((value, i) => {
    const variable = variableFor(state, items[i]?.name ?? '', value);
    if (items[i]?.isUnnamed === true) state.unnamedColumns.add(variable);
    return { variable, value };
  });
  const columns: readonly BoundColumn[] = bindings.map(({ variable }, i) =>
    columnOf(state, variable, items[i]?.name ?? ''),
  );
  const having = bindHaving(body, grouping, items);
  const orderBy = bindSortKeys(body.orderBy?.keys ?? [], {
    state,
    before: scope,
    grouping,
    distinct: body.distinct,
    items,
    columns,
  });
  return {
    kind: 'project',
    ...(grouping && { groupKeys: grouping.keyBindings() }),
    // After the sort keys, which may have added to them.
    aggregates: grouping?.aggregates() ?? [],
    ...(having && { having }),
    items: bindings,
    distinct: body.distinct,
    orderBy,
    ...bindPage(body.orderBy, state),
    columns,
  };
}

/** Rows without content: RETURN NO BINDINGS. */
export const noBindings: BoundProjection = {
  kind: 'project',
  aggregates: [],
  items: [],
  distinct: false,
  orderBy: [],
  columns: [],
};

/** One row without content, however many there were: where NEXT follows a statement of effects. */
export const oneRow: BoundProjection = { ...noBindings, groupKeys: [] };

function isGrouped(
  body: ReturnBody,
  items: readonly Item[],
  state: BindState,
  scope: Scope,
): boolean {
  if (body.groupBy !== undefined) return true;
  if (body.having !== undefined && hasVerticalAggregate(body.having, state, scope)) return true;
  return items.some(({ expression }) => hasVerticalAggregate(expression, state, scope));
}

function bindItem(
  e: Item['expression'],
  grouping: Grouping | undefined,
  state: BindState,
  scope: Scope,
): BoundExpr {
  if (grouping !== undefined) return grouping.bind(e);
  return state.recursion.expression(e, plainContext(state, scope, 'here'));
}

function bindHaving(
  body: ReturnBody,
  grouping: Grouping | undefined,
  items: readonly Item[],
): BoundExpr | undefined {
  if (body.having === undefined) return undefined;
  if (grouping === undefined) throw havingWithoutGroups(body.having.span);
  const context = havingContext(grouping, items);
  const having = context.state.recursion.expression(body.having, context);
  return requireBoolean(having, 'HAVING', body.having.span);
}
