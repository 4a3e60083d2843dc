import { present } from '../../base/assert.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import type { LogicalExpr } from '../plan/operator.ts';
import { impliesLabel } from '../label-logic.ts';
import { seekMatches } from './apply-step.ts';
import type { PatternEdge, PatternSearch } from './graph.ts';
import { otherEnd } from './graph.ts';
import type { JoinProblem } from './join-problem.ts';
import type { State, Step } from './steps.ts';

/** The steps worth considering next; none when the pattern is done. */
export function candidateSteps(problem: JoinProblem, state: State): readonly Step[] {
  const crossings = crossingSteps(problem, state);
  // A cycle that can be closed only makes rows fewer: do so at once.
  const closing = crossings.filter(closes);
  if (closing.length > 0) return closing.slice(0, 1);
  const unbound = [...problem.graph.nodes.keys()].filter((node) => isOpen(problem, state, node));
  const seeks = unbound.flatMap((node) => seekSteps(problem, state, node));
  if (crossings.length > 0) {
    // Beside the crossings, another node that an index finds without searching.
    return [...crossings, ...seeks.filter((seek) => seekMatches(problem, seek) <= 1)];
  }
  const scans = unbound
    .filter((node) => !isLeftToSearch(problem, state, node))
    .map((node) => ({ kind: 'scan', node }) as const);
  return [...seeks, ...scans];
}

function closes(step: Step): boolean {
  return step.kind === 'into' || (step.kind === 'search' && step.toBound);
}

function isOpen(problem: JoinProblem, state: State, node: VariableId): boolean {
  if (state.bound.has(node)) return false;
  // A node that was counted is done with, although it is not bound.
  const touching = problem.connectorsAt(node);
  return touching.length === 0 || touching.some((i) => !state.done.has(i));
}

/** Whether a search that is still to run binds the node as one of its inner ones. */
function isLeftToSearch(problem: JoinProblem, state: State, node: VariableId): boolean {
  return problem.graph.connectors.some(
    (connector, i) =>
      !state.done.has(i) && connector.kind === 'search' && connector.binds.has(node),
  );
}

function crossingSteps(problem: JoinProblem, state: State): Step[] {
  return problem.graph.connectors.flatMap((connector, index): Step[] => {
    if (state.done.has(index)) return [];
    return connector.kind === 'edge'
      ? edgeSteps(problem, state, index, connector)
      : searchSteps(problem, state, index, connector);
  });
}

function edgeSteps(
  problem: JoinProblem,
  state: State,
  connector: number,
  edge: PatternEdge,
): Step[] {
  const leftBound = state.bound.has(edge.left);
  const rightBound = state.bound.has(edge.right);
  if (leftBound && rightBound) {
    // From the node that changes least, so that what is known of it serves many rows.
    const leftFirst = rank(state, edge.left) <= rank(state, edge.right);
    const from = leftFirst ? edge.left : edge.right;
    return [{ kind: 'into', connector, edge, from, to: otherEnd(edge, from) }];
  }
  if (!leftBound && !rightBound) return [];
  const from = leftBound ? edge.left : edge.right;
  const to = otherEnd(edge, from);
  if (isLeftToSearch(problem, state, to)) return [];
  const counts = problem.countConditions(connector, edge, to, state) !== undefined;
  return [{ kind: counts ? 'count' : 'expand', connector, edge, from, to }];
}

/** Given nodes come first. */
function rank(state: State, node: VariableId): number {
  return state.order.indexOf(node);
}

function searchSteps(
  problem: JoinProblem,
  state: State,
  connector: number,
  search: PatternSearch,
): Step[] {
  if (!problem.canEvaluate(search.reads, state.bound)) return [];
  const step = { kind: 'search', connector, search } as const;
  const leftBound = state.bound.has(search.left);
  const rightBound = state.bound.has(search.right);
  if (leftBound) return [{ ...step, reversed: false, toBound: rightBound }];
  if (rightBound && search.reversible) return [{ ...step, reversed: true, toBound: false }];
  return [];
}

/** Index look-ups for a node, by predicates `node.property = value` with a known value. */
export function seekSteps(
  problem: JoinProblem,
  state: State,
  node: VariableId,
): Extract<Step, { readonly kind: 'seek' }>[] {
  if (!problem.context.enabled('index-seek')) return [];
  const { labels } = problem.node(node);
  return problem.context.indexes.flatMap((index) => {
    if (index.element !== 'node' || !impliesLabel(labels, index.label)) return [];
    const found = index.properties.map((property) => {
      return findEquality(problem, state, node, property);
    });
    if (found.includes(undefined)) return [];
    const conjuncts = found.map((at) => present(at, 'an equality'));
    return [{ kind: 'seek', node, index, conjuncts } as const];
  });
}

function findEquality(
  problem: JoinProblem,
  state: State,
  node: VariableId,
  property: string,
): number | undefined {
  const { conjuncts } = problem.graph;
  const at = conjuncts.findIndex(({ expr }, index) => {
    if (state.placed.has(index)) return false;
    const value = equalityValue(expr, node, property);
    return value !== undefined && problem.isComputable(value, state.bound);
  });
  return at < 0 ? undefined : at;
}

/** The value that a predicate says a property of the node equals. */
export function equalityValue(
  expr: LogicalExpr,
  node: VariableId,
  property: string,
): LogicalExpr | undefined {
  if (expr.kind !== 'compare' || expr.operator !== '=') return undefined;
  if (isProperty(expr.left, node, property)) return expr.right;
  return isProperty(expr.right, node, property) ? expr.left : undefined;
}

function isProperty(expr: LogicalExpr, node: VariableId, property: string): boolean {
  if (expr.kind !== 'property' || expr.name !== property) return false;
  return expr.object.kind === 'variable' && expr.object.variable === node;
}
