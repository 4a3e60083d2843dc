import type {
  CheckNode,
  DifferentEdges,
  Extend,
  Filter,
  PhysicalOperator,
  Project,
} from '../../../planner/plan/operator.ts';
import type { Binding } from '../../../semantics/bound/statement.ts';
import { sharesEdges } from '../kernel/edges.ts';
import { boxed, materialized } from '../boxing.ts';
import type { Code, EdgeCode, NodeCode } from '../code.ts';
import { nullTest } from '../code.ts';
import { filtered } from '../expressions/logic.ts';
import type { Consume, Generator } from '../generator.ts';
import type { Cursor } from '../scope.ts';
import { binding, when } from '../scope.ts';
import { both, negated, TRUE } from '../source/text.ts';
import { labelCondition, nodeOfSlot } from '../tables.ts';
import { nodeCode } from './node-code.ts';

export function filter(
  gen: Generator,
  op: Filter<PhysicalOperator>,
  cursor: Cursor,
  consume: Consume,
): void {
  cursor.block.comment('filter');
  consume({ ...filtered(gen, cursor, op.condition), filters: cursor.filters + 1 });
}

export function extend(
  gen: Generator,
  op: Extend<PhysicalOperator>,
  cursor: Cursor,
  consume: Consume,
): void {
  consume(bound(gen, op.bindings, cursor));
}

export function project(
  gen: Generator,
  op: Project<PhysicalOperator>,
  cursor: Cursor,
  consume: Consume,
): void {
  consume(bound(gen, op.bindings, cursor));
}

/**
 * A binding may read the ones before it. What is a mere read of a column or a variable is not
 * computed here but where it is used, which for most rows of a sort or a top-k is never.
 */
function bound(gen: Generator, list: readonly Binding<PhysicalOperator>[], cursor: Cursor): Cursor {
  return list.reduce((inner, { variable, value }) => {
    const code = gen.expression(inner, value);
    const kept = isRead(value.kind) ? code : materialized(gen, inner.block, code);
    return binding(inner, [[variable, kept]]);
  }, cursor);
}

function isRead(kind: string): boolean {
  return kind === 'variable' || kind === 'property' || kind === 'constant' || kind === 'parameter';
}

export function checkNode(gen: Generator, op: CheckNode, cursor: Cursor, consume: Consume): void {
  const node = nodeCode(gen, cursor, op.node);
  const { condition, tables } = checked(gen, cursor, op, node);
  if (condition === 'false') return;
  if (condition === TRUE) {
    consume(binding(cursor, [[op.node, node]]));
    return;
  }
  cursor.block.comment('check of a node');
  const inside = when(cursor, condition);
  const code: NodeCode =
    tables.length === node.tables.length
      ? { ...node, isNull: undefined }
      : nodeOfSlot(gen, inside.block.place(), { slot: node.slot(), tables });
  consume(binding(inside, [[op.node, code]]));
}

function checked(
  gen: Generator,
  cursor: Cursor,
  op: CheckNode,
  node: NodeCode,
): { readonly condition: string; readonly tables: readonly number[] } {
  const reader = (): string => gen.reader(cursor.fn);
  const { condition, tables } = labelCondition(gen, reader, node, op.labels);
  return { condition: both(negated(nullTest(node)), condition), tables };
}

/**
 * DIFFERENT EDGES: edges of one adjacency are compared by position (1.04 × of no check, against
 * 1.76 × for edge rows), edges of different tables not at all.
 */
export function differentEdges(
  gen: Generator,
  op: DifferentEdges,
  cursor: Cursor,
  consume: Consume,
): void {
  const edge = cursor.env.get(op.edge);
  const tests = op.others.map((other) => different(gen, edge, cursor.env.get(other)));
  const condition = tests.reduce(both, TRUE);
  if (condition !== TRUE) cursor.block.comment('different edges');
  if (condition !== 'false') consume(when(cursor, condition));
}

function different(gen: Generator, edge: Code, other: Code): string {
  if (edge.rep !== 'edge' || other.rep !== 'edge') {
    const helper = gen.layout.helper('sharesEdges', sharesEdges);
    return `!${helper}(${boxed(gen, edge)}, ${boxed(gen, other)})`;
  }
  if (!edge.tables.some((table) => other.tables.includes(table))) return TRUE;
  const test = differentSingletons(edge, other);
  // A null edge shares nothing with anything.
  return edge.isNull === undefined ? test : `(${edge.isNull} || ${test})`;
}

function differentSingletons(edge: EdgeCode, other: EdgeCode): string {
  if (edge.position !== undefined && edge.position.adjacency === other.position?.adjacency) {
    return `${edge.position.text} !== ${other.position.text}`;
  }
  if (edge.tables.length === 1 && other.tables.length === 1) {
    return `${edge.row()} !== ${other.row()}`;
  }
  return `${edge.packed()} !== ${other.packed()}`;
}
