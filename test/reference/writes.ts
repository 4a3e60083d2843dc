import { GqlError } from '../../src/base/errors.ts';
import type { InsertEdge, InsertNode, InsertPath } from '../../src/syntax/ast/pattern.ts';
import type {
  DeleteClause,
  InsertClause,
  RemoveClause,
  SetClause,
} from '../../src/syntax/ast/statement.ts';
import { sameValue } from '../../src/values/equality.ts';
import type { Value } from '../../src/values/value.ts';
import { EdgeValue, NodeValue, RecordValue } from '../../src/values/value.ts';
import type { BindingTable, Context, Row, Scope } from './context.ts';
import { NotEvaluated } from './context.ts';
import { evaluate } from './expressions.ts';
import { edgeReference, nodeReference, referencesIn } from './graph.ts';

/**
 * Data-modifying statements (ISO/IEC 39075, clause 13) in two phases: everything is evaluated for
 * every row against the state before, then everything is applied (B.3).
 */

/** INSERT (13.2): each element once per row; a name bound before is used, a new one is shared. */
export function runInsert(
  clause: InsertClause,
  table: BindingTable,
  context: Context,
): BindingTable {
  const names = clause.paths.flatMap(({ elements }) =>
    elements.flatMap(({ variable }) => (variable === undefined ? [] : [variable.name])),
  );
  const added = [...new Set(names)].filter(
    (name) => !table.columns.includes(name) && !context.outer.values.has(name),
  );
  const prepared = table.rows.map((row) => {
    const scope = context.scopeOf(row, table.groups);
    return { row, scope, contents: evaluateContents(clause.paths, scope, context) };
  });
  const rows = prepared.map(({ row, scope, contents }) => {
    const bound = new Map(scope.values);
    for (const path of clause.paths) insertPath(path, bound, { contents, context });
    return new Map([...row, ...added.map((name) => [name, bound.get(name) ?? null] as const)]);
  });
  return { ...table, columns: [...table.columns, ...added], rows };
}

type Contents = ReadonlyMap<InsertNode | InsertEdge, readonly (readonly [string, Value])[]>;

function evaluateContents(paths: readonly InsertPath[], scope: Scope, context: Context): Contents {
  const all = paths.flatMap(({ elements }) => elements);
  return new Map(
    all.map((element) => [
      element,
      (element.properties ?? []).map(
        ({ name, value }) => [name.name, evaluate(value, scope, context)] as const,
      ),
    ]),
  );
}

function insertPath(
  { elements }: InsertPath,
  bound: Map<string, Value>,
  { contents, context }: { readonly contents: Contents; readonly context: Context },
): void {
  const nodes = elements.map((element) => {
    if (element.kind === 'insertEdge') return -1;
    const known = element.variable && bound.get(element.variable.name);
    if (known === null) throw new GqlError('22004', 'an edge cannot end at null');
    if (known !== undefined) return placeOf(known, context);
    const labels = element.labels.map(({ name }) => name);
    const place = context.graph.addNode(labels, contents.get(element) ?? []);
    if (element.variable !== undefined) bound.set(element.variable.name, nodeReference(place));
    return place;
  });
  elements.forEach((element, i) => {
    if (element.kind === 'insertNode') return;
    const [before, behind] = [nodes[i - 1] ?? -1, nodes[i + 1] ?? -1];
    const [source, target] = element.direction === 'left' ? [behind, before] : [before, behind];
    const directed = element.direction !== 'undirected';
    const labels = element.labels.map(({ name }) => name);
    const ends = { source, target, directed };
    const place = context.graph.addEdge(ends, labels, contents.get(element) ?? []);
    if (element.variable !== undefined) bound.set(element.variable.name, edgeReference(place));
  });
}

/** An edge to a deleted node is G1002. */
function placeOf(value: Value, context: Context): number {
  if (!(value instanceof NodeValue)) throw new GqlError('22G03', 'a node is needed');
  if (context.graph.node(value.slot).deleted) throw new GqlError('G1002', 'the node was deleted');
  return value.slot;
}

interface Assignment {
  readonly element: NodeValue | EdgeValue;
  readonly property: string;
  readonly value: Value;
}

/** SET (13.3). Two different values for one property are 22G0M (IA017). */
export function runSet(clause: SetClause, table: BindingTable, context: Context): BindingTable {
  const assignments: Assignment[] = [];
  const labels: { readonly element: NodeValue | EdgeValue; readonly label: string }[] = [];
  const replaced: (NodeValue | EdgeValue)[] = [];
  eachItem(clause.items, table, context, (item, scope) => {
    const element = elementIn(evaluate(item.element, scope, context), context);
    if (item.kind === 'setLabel') {
      if (element !== null) labels.push({ element, label: item.label.name });
      return;
    }
    if (item.kind === 'setProperty') {
      const value = evaluate(item.value, scope, context);
      if (element !== null) assign(assignments, { element, property: item.property.name, value });
      return;
    }
    if (item.merge) throw new NotEvaluated('+=');
    const record = evaluate(item.properties, scope, context);
    if (!(record instanceof RecordValue)) throw new GqlError('22G03', 'a record is needed');
    if (element === null) return;
    replaced.push(element);
    record.names.forEach((property, i) => {
      assign(assignments, { element, property, value: record.values[i] ?? null });
    });
  });
  for (const element of replaced) context.graph.element(element).properties.clear();
  for (const { element, property, value } of assignments) {
    const { properties } = context.graph.element(element);
    // A property set to null is absent.
    if (value === null) properties.delete(property);
    else properties.set(property, value);
  }
  for (const { element, label } of labels) context.graph.element(element).labels.add(label);
  return table;
}

function assign(assignments: Assignment[], next: Assignment): void {
  const clash = assignments.find(
    ({ element, property, value }) =>
      property === next.property &&
      sameValue(element, next.element) &&
      !sameValue(value, next.value),
  );
  if (clash !== undefined) throw new GqlError('22G0M', `${next.property} gets two values`);
  assignments.push(next);
}

/** REMOVE (13.4): what is absent may be removed. */
export function runRemove(
  clause: RemoveClause,
  table: BindingTable,
  context: Context,
): BindingTable {
  const changes: (() => void)[] = [];
  eachItem(clause.items, table, context, (item, scope) => {
    const element = elementIn(evaluate(item.element, scope, context), context);
    if (element === null) return;
    const { properties, labels } = context.graph.element(element);
    changes.push(() => {
      if (item.kind === 'removeLabel') labels.delete(item.label.name);
      else properties.delete(item.property.name);
    });
  });
  for (const change of changes) change();
  return table;
}

/** DELETE (13.5): NODETACH fails with G1001 if edges are left at the end of the statement. */
export function runDelete(
  clause: DeleteClause,
  table: BindingTable,
  context: Context,
): BindingTable {
  const { graph } = context;
  const doomed: (NodeValue | EdgeValue)[] = [];
  eachItem(clause.items, table, context, (item, scope) => {
    doomed.push(...referencesIn(evaluate(item, scope, context)));
  });
  for (const reference of doomed) {
    const list = reference instanceof NodeValue ? graph.nodes : graph.edges;
    const element = list[reference instanceof NodeValue ? reference.slot : reference.edge];
    if (element !== undefined) element.deleted = true;
  }
  for (const place of graph.livingEdges()) {
    const edge = graph.edge(place);
    if (!graph.node(edge.source).deleted && !graph.node(edge.target).deleted) continue;
    if (!clause.detach) throw new GqlError('G1001', 'the node still has edges');
    edge.deleted = true;
  }
  return table;
}

function eachItem<T>(
  items: readonly T[],
  { rows, groups }: BindingTable,
  context: Context,
  use: (item: T, scope: Scope) => void,
): void {
  rows.forEach((row: Row) => {
    const scope = context.scopeOf(row, groups);
    for (const item of items) use(item, scope);
  });
}

/** The element of a SET or REMOVE; nothing is done for null. */
function elementIn(value: Value, context: Context): NodeValue | EdgeValue | null {
  if (value === null) return null;
  if (!(value instanceof NodeValue || value instanceof EdgeValue)) {
    throw new GqlError('22G03', 'an element is needed');
  }
  context.graph.element(value);
  return value;
}
