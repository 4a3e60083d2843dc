import { present } from '../../base/assert.ts';
import type { LabelTest } from '../../graph/label-test.ts';
import type { BoundPath } from '../../semantics/bound/pattern.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import { visitPath } from '../logical/pattern-parts.ts';
import type { PlanContext } from '../physical/context.ts';
import type { EdgeShape, LogicalOperator, PlanAssumption } from '../plan/operator.ts';
import { factHolds } from '../assumptions.ts';
import type { Connector, PatternEdge, PatternGraph } from './graph.ts';

/**
 * For each connector, the others of its `apartFrom` that it could share an edge with at all. What
 * the answer is owed to the data for becomes an assumption of the plan.
 */
export function possibleCoincidences(
  graph: PatternGraph,
  context: PlanContext,
): readonly ReadonlySet<number>[] {
  const result = graph.connectors.map(() => new Set<number>());
  if (!context.enabled('different-edges')) {
    graph.connectors.forEach(({ apartFrom }, i) => {
      for (const j of apartFrom) result[i]?.add(j);
    });
    return result;
  }
  graph.connectors.forEach((connector, i) => {
    for (const j of connector.apartFrom) {
      const other = present(graph.connectors[j], 'a connector of the pattern');
      if (j > i && mayCoincide(graph, [connector, other], context)) {
        result[i]?.add(j);
        result[j]?.add(i);
      }
    }
  });
  return result;
}

function mayCoincide(
  graph: PatternGraph,
  [left, right]: readonly [Connector, Connector],
  context: PlanContext,
): boolean {
  for (const one of shapesOf(graph, left)) {
    for (const other of shapesOf(graph, right)) {
      if (!shapesAreDisjoint(one, other, context)) {
        return left.kind === 'search' || right.kind === 'search'
          ? true
          : ways(left, right).some((way) => isPossible(graph, way, context));
      }
    }
  }
  return false;
}

function shapesAreDisjoint(left: EdgeShape, right: EdgeShape, context: PlanContext): boolean {
  // By their labels alone, if possible: that is an assumption that few writes can end.
  const [one, other] = [withoutEnds(left), withoutEnds(right)];
  return (
    holds({ kind: 'disjointEdges', left: one, right: other }, context) ||
    holds({ kind: 'disjointEdges', left, right }, context)
  );
}

function withoutEnds({ labels }: EdgeShape): EdgeShape {
  return { labels, source: undefined, target: undefined };
}

/** Whether the data confirms the assumption; if so the plan owes itself to it. */
function holds(assumption: PlanAssumption, context: PlanContext): boolean {
  if (context.writes || !factHolds(assumption, context.reader)) return false;
  context.assume(assumption);
  return true;
}

/** What the pattern says of the edges of a connector. */
function shapesOf(graph: PatternGraph, connector: Connector): EdgeShape[] {
  if (connector.kind === 'edge') return [edgeShape(graph, connector)];
  const found: EdgeShape[] = [];
  visitPath(connector.path.expression, (part: BoundPath<LogicalOperator>) => {
    if (part.kind !== 'edge') return;
    found.push({ labels: part.labels, source: undefined, target: undefined });
  });
  return found;
}

function edgeShape(graph: PatternGraph, edge: PatternEdge): EdgeShape {
  const left = graph.nodes.get(edge.left)?.labels;
  const right = graph.nodes.get(edge.right)?.labels;
  const ends = directedEnds(edge);
  if (ends === undefined) return { labels: edge.labels, source: undefined, target: undefined };
  const forward = ends.source === edge.left;
  return {
    labels: edge.labels,
    source: forward ? left : right,
    target: forward ? right : left,
  };
}

interface Ends {
  readonly source: VariableId;
  readonly target: VariableId;
}

/** The source and target of an edge pattern that only directed edges match, in one direction. */
function directedEnds(edge: PatternEdge): Ends | undefined {
  if (edge.orientations.length !== 1) return undefined;
  const [orientation] = edge.orientations;
  if (orientation === 'out') return { source: edge.left, target: edge.right };
  return orientation === 'in' ? { source: edge.right, target: edge.left } : undefined;
}

/** Pairs of nodes that would be one if two edge patterns matched the same edge. */
type Way = readonly (readonly [VariableId, VariableId])[];

function ways(one: PatternEdge, other: PatternEdge): Way[] {
  const [left, right] = [directedEnds(one), directedEnds(other)];
  if (left && right) {
    return [[[left.source, right.source], [left.target, right.target]]]; // prettier-ignore
  }
  if (
    isDirectedOnly(one) !== isDirectedOnly(other) &&
    neverDirected(one) !== neverDirected(other)
  ) {
    return [];
  }
  return [
    [
      [one.left, other.left],
      [one.right, other.right],
    ],
    [
      [one.left, other.right],
      [one.right, other.left],
    ],
  ];
}

function isDirectedOnly(edge: PatternEdge): boolean {
  return !edge.orientations.includes('undirected');
}

function neverDirected(edge: PatternEdge): boolean {
  return edge.orientations.every((orientation) => orientation === 'undirected');
}

/**
 * Two edges e and f are one only if their ends are. That makes nodes of the pattern one, and every
 * edge between such nodes a self-loop, which the graph may not have.
 */
function isPossible(graph: PatternGraph, way: Way, context: PlanContext): boolean {
  const representative = unify(way);
  for (const connector of graph.connectors) {
    if (connector.kind !== 'edge') continue;
    const isLoop = representative(connector.left) === representative(connector.right);
    if (isLoop && connector.left !== connector.right && hasNoLoops(connector.labels, context)) {
      return false;
    }
  }
  return true;
}

function hasNoLoops(labels: LabelTest | undefined, context: PlanContext): boolean {
  return holds({ kind: 'noSelfLoops', labels }, context);
}

function unify(way: Way): (variable: VariableId) => VariableId {
  const parent = new Map<VariableId, VariableId>();
  const find = (variable: VariableId): VariableId => {
    const next = parent.get(variable);
    return next === undefined ? variable : find(next);
  };
  for (const [one, other] of way) {
    const [left, right] = [find(one), find(other)];
    if (left !== right) parent.set(left, right);
  }
  return find;
}
