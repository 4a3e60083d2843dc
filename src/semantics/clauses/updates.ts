import { unreachable } from '../../base/assert.ts';
import type { Expression } from '../../syntax/ast/expression.ts';
import type {
  DeleteClause,
  RemoveClause,
  RemoveItem,
  SetClause,
  SetItem,
} from '../../syntax/ast/statement.ts';
import type { BoundExpr, BoundQuery, BoundRemove, BoundSet, Update } from '../bound/statement.ts';
import type { ExpressionContext } from '../expression-context.ts';
import { bindPart, plainContext } from '../expression-context.ts';
import type { QueryContext } from '../state.ts';
import type { StaticFamily } from '../static-types.ts';
import { canBe, describeType, invalidType, staticFamily } from '../static-types.ts';
import type { BoundClauses } from './bound-clauses.ts';

/** SET (13.3). All right sides are of the state before the statement; the executor sees to that. */
export function bindSet(clause: SetClause, update: Update, context: QueryContext): BoundClauses {
  const inner = plainContext(context.state, context.scope, 'in SET');
  const items = clause.items.map((item) => bindSetItem(item, inner));
  return { clauses: [{ kind: 'set', ...update, items }], scope: context.scope, hasEffects: true };
}

export function bindSetItem(item: SetItem, context: ExpressionContext): BoundSet<BoundQuery> {
  const { span } = item;
  const element = bindTarget(item.element, 'SET', context);
  switch (item.kind) {
    case 'setProperty': {
      const value = bindPart(item.value, context);
      requireStorable(value, item.value);
      return { kind: 'property', element, name: item.property.name, value, span };
    }
    case 'setAll': {
      const value = bindPart(item.properties, context);
      if (!canBe(value.type, 'record', 'node', 'edge')) {
        const found = describeType(value.type);
        throw invalidType(
          `the properties of an element are a record, not ${found}`,
          item.properties.span,
        );
      }
      return { kind: 'all', element, value, merge: item.merge, span };
    }
    case 'setLabel':
      return { kind: 'label', element, label: item.label.name, span };
    default:
      return unreachable(item);
  }
}

/** Elements, paths, graphs and tables cannot be the value of a property (4.13). */
export function requireStorable(value: BoundExpr, at: Expression): void {
  if (canBe(value.type, ...STORABLE)) return;
  throw invalidType(`${describeType(value.type)} cannot be the value of a property`, at.span);
}

const STORABLE = [
  'boolean',
  'number',
  'string',
  'bytes',
  'date',
  'local time',
  'zoned time',
  'local datetime',
  'zoned datetime',
  'year-month duration',
  'day-time duration',
  'list',
  'record',
] as const;

/** REMOVE (13.4). */
export function bindRemove(
  clause: RemoveClause,
  update: Update,
  context: QueryContext,
): BoundClauses {
  const inner = plainContext(context.state, context.scope, 'in REMOVE');
  const items = clause.items.map((item) => bindRemoveItem(item, inner));
  return {
    clauses: [{ kind: 'remove', ...update, items }],
    scope: context.scope,
    hasEffects: true,
  };
}

function bindRemoveItem(item: RemoveItem, context: ExpressionContext): BoundRemove<BoundQuery> {
  const { span } = item;
  const element = bindTarget(item.element, 'REMOVE', context);
  switch (item.kind) {
    case 'removeProperty':
      return { kind: 'property', element, name: item.property.name, span };
    case 'removeLabel':
      return { kind: 'label', element, label: item.label.name, span };
    default:
      return unreachable(item);
  }
}

function bindTarget(e: Expression, clause: string, context: ExpressionContext): BoundExpr {
  const element = bindPart(e, context);
  if (canBe(element.type, 'node', 'edge')) return element;
  throw invalidType(
    `${clause} changes a node or an edge, not ${describeType(element.type)}`,
    e.span,
  );
}

/**
 * DELETE (13.5): any expression for an element (GD04); null deletes nothing. As an extension lists
 * and paths stand for the elements that they hold.
 */
export function bindDelete(
  clause: DeleteClause,
  update: Update,
  context: QueryContext,
): BoundClauses {
  const inner = plainContext(context.state, context.scope, 'in DELETE');
  const takes: readonly StaticFamily[] = context.state.environment.strict
    ? ['node', 'edge']
    : ['node', 'edge', 'path', 'list'];
  const items = clause.items.map((e) => {
    const item = bindPart(e, inner);
    if (canBe(item.type, ...takes) && !isElementProperty(item)) return item;
    const found = isElementProperty(item) ? 'a property' : describeType(item.type);
    const hint = canBe(item.type, 'path', 'list')
      ? 'ISO deletes single elements; FOR takes a list apart'
      : 'REMOVE takes away properties and labels';
    throw invalidType(`DELETE takes nodes and edges, not ${found}`, e.span, hint);
  });
  return {
    clauses: [{ kind: 'delete', ...update, detach: clause.detach, items }],
    scope: context.scope,
    hasEffects: true,
  };
}

/** No property has an element for its value. */
function isElementProperty(e: BoundExpr): boolean {
  if (e.kind !== 'property') return false;
  const family = staticFamily(e.object.type);
  return family === 'node' || family === 'edge';
}
