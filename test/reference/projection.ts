import type { Expression, FunctionCall } from '../../src/syntax/ast/expression.ts';
import type { ReturnBody, ReturnItem } from '../../src/syntax/ast/statement.ts';
import type { Value } from '../../src/values/value.ts';
import { aggregateOf, verticalAggregatesIn } from './aggregates.ts';
import type { BindingTable, Context, Row, Scope } from './context.ts';
import { overlay } from './context.ts';
import { partition } from './distinct.ts';
import { evaluate, holds } from './expressions.ts';
import { page, sortRows } from './ordering.ts';
import { sameSyntax } from './syntax.ts';

interface Item {
  readonly name: string;
  readonly expression: Expression;
}

/** A result row with the scope that its items, HAVING and sort keys are evaluated in. */
interface Candidate {
  readonly scope: Scope;
  readonly row: Row;
}

/**
 * RETURN (ISO/IEC 39075, 14.11): group, HAVING, items, DISTINCT, ORDER BY, OFFSET, LIMIT, in this
 * order (B.6).
 */
export function project(body: ReturnBody, table: BindingTable, context: Context): BindingTable {
  const items = itemsOf(body, table);
  const columns = items.map(({ name }) => name);
  const scopes = scopesOf(body, items, table, context).filter(
    (scope) => body.having === undefined || holds(body.having, scope, context),
  );
  const candidates = scopes.map((scope): Candidate => {
    const row = items.map(({ name, expression }): [string, Value] => [
      name,
      evaluate(expression, scope, context),
    ]);
    return { scope, row: new Map(row) };
  });
  const kept = body.distinct
    ? partition(candidates, ({ row }) => columns.map((name) => row.get(name) ?? null)).flatMap(
        (group) => group.slice(0, 1),
      )
    : candidates;
  const order = body.orderBy;
  // Sort keys see the columns first, then what the items saw (GA07, GQ16).
  const sorted =
    order === undefined
      ? kept
      : sortRows(
          kept,
          kept.map(({ scope, row }) => overlayColumns(scope, row)),
          order.keys,
          context,
        );
  const rows = sorted.map(({ row }) => row);
  const groups = groupColumns(items, table);
  return { columns, groups, rows: order === undefined ? rows : page(rows, order, context) };
}

function overlayColumns(scope: Scope, row: Row): Scope {
  return { ...overlay(scope, { values: row, groups: new Set() }), ...kept(scope) };
}

function kept(scope: Scope): Pick<Scope, 'aggregates'> {
  return scope.aggregates === undefined ? {} : { aggregates: scope.aggregates };
}

/** A group variable that is returned as it is stays one. */
function groupColumns(items: readonly Item[], table: BindingTable): ReadonlySet<string> {
  const isGroup = ({ expression: e }: Item): boolean =>
    e.kind === 'variable' && table.groups.has(e.name);
  return new Set(items.filter(isGroup).map(({ name }) => name));
}

function itemsOf(body: ReturnBody, table: BindingTable): Item[] {
  const all: Item[] = body.star
    ? table.columns.map((name) => ({
        name,
        expression: { kind: 'variable', name, span: { start: 0, end: 0 } },
      }))
    : [];
  return [...all, ...body.items.map(namedItem)];
}

function namedItem({ expression, alias, text }: ReturnItem): Item {
  return { name: alias?.name ?? text, expression };
}

/** One scope per row, or per group where there is grouping. */
function scopesOf(
  body: ReturnBody,
  items: readonly Item[],
  table: BindingTable,
  context: Context,
): Scope[] {
  const { groups } = table;
  const all = table.rows.map((row) => context.scopeOf(row, groups));
  const seen = new Set([...groups, ...context.outer.groups]);
  const expressions = [
    ...items.map(({ expression }) => expression),
    ...(body.having === undefined ? [] : [body.having]),
    ...(body.orderBy?.keys.map(({ expression }) => expression) ?? []),
  ];
  const aggregates = expressions.flatMap((e) => verticalAggregatesIn(e, seen));
  if (body.groupBy === undefined && aggregates.length === 0) return all;
  const keys = groupingKeys(body, items, table, context);
  const partitions =
    keys.length === 0
      ? // Without keys there is one group, of no row too (B.6).
        [all]
      : partition(all, (scope) => keys.map((key) => evaluate(key, scope, context)));
  return partitions.map((members) => groupScope(members, aggregates, context));
}

/**
 * GROUP BY names variables of before, else aliases (14.11); without it: items that do not
 * aggregate.
 */
function groupingKeys(
  body: ReturnBody,
  items: readonly Item[],
  table: BindingTable,
  context: Context,
): readonly Expression[] {
  const groups = new Set([...table.groups, ...context.outer.groups]);
  const implicit = items
    .map(({ expression }) => expression)
    .filter((e) => verticalAggregatesIn(e, groups).length === 0);
  if (body.groupBy === undefined) return implicit;
  return body.groupBy.map((key) => {
    if (key.kind !== 'variable' || table.columns.includes(key.name)) return key;
    return items.find(({ name }) => name === key.name)?.expression ?? key;
  });
}

/**
 * What is seen for a group: its keys, which any member shows, and the aggregates over its members.
 * The binder refuses references to anything else.
 */
function groupScope(
  members: readonly Scope[],
  aggregates: readonly FunctionCall[],
  context: Context,
): Scope {
  const results = new Map<FunctionCall, Value>();
  for (const call of aggregates) {
    const known = [...results.keys()].find((other) => sameSyntax(other, call));
    const value = known === undefined ? undefined : results.get(known);
    results.set(call, value === undefined ? aggregateOf(call, members, context) : value);
  }
  const [first] = members;
  return { ...(first ?? context.outer), aggregates: results };
}
