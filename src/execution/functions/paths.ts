import { limits } from '../../base/limits.ts';
import { dataError } from '../../values/data-error.ts';
import { sameNode } from '../../values/equality.ts';
import type { Value } from '../../values/value.ts';
import { EdgeValue, NodeValue, PathValue } from '../../values/value.ts';
import { edgeArgument, nodeArgument, pathArgument } from './arguments.ts';
import type { EvaluationContext } from './context.ts';
import type { Present, ScalarFunction } from './scalar.ts';
import { strict, unary } from './scalar.ts';

/** Path functions and the path constructor (ISO/IEC 39075, 20.14, 20.22, 20.26). */
export const PATH_FUNCTIONS: readonly ScalarFunction[] = [
  unary('PATH_LENGTH', (path) => pathArgument('PATH_LENGTH', path).edges.length),
  unary('ELEMENTS', (path) => pathElements(pathArgument('ELEMENTS', path))),
  unary('NODES', (value) => {
    const path = pathArgument('NODES', value);
    return path.nodes.map((slot) => new NodeValue(path.graph, slot));
  }),
  unary('EDGES', (value) => {
    const path = pathArgument('EDGES', value);
    return path.edges.map((edge) => new EdgeValue(path.graph, edge));
  }),
  unary('IS_TRAIL', (path) => areDifferent(pathArgument('IS_TRAIL', path).edges)),
  unary('IS_SIMPLE', (path) => isSimple(pathArgument('IS_SIMPLE', path).nodes)),
  unary('IS_ACYCLIC', (path) => areDifferent(pathArgument('IS_ACYCLIC', path).nodes)),
  strict('PATH', makePath),
];

/** The path modes of ISO/IEC 39075, 4.11.4, as conditions on a path that is there. */
function areDifferent(slots: readonly number[]): boolean {
  return new Set(slots).size === slots.length;
}

function isSimple(nodes: readonly number[]): boolean {
  const isCycle = nodes.length > 1 && nodes[0] === nodes.at(-1);
  return areDifferent(isCycle ? nodes.slice(1) : nodes);
}

/** Node, edge, node, … */
export function pathElements(path: PathValue): Value[] {
  const elements: Value[] = [];
  for (let i = 0; i < path.nodes.length; i++) {
    const slot = path.nodes[i];
    const edge = path.edges[i];
    if (slot !== undefined) elements.push(new NodeValue(path.graph, slot));
    if (edge !== undefined) elements.push(new EdgeValue(path.graph, edge));
  }
  return elements;
}

/** `PATH[node, edge, node, …]`: 22G0Z unless each edge joins its neighbours, in any direction. */
function makePath(elements: readonly Present[], context: EvaluationContext): Value {
  if (elements.length % 2 === 0) throw malformed('a path starts and ends with a node');
  if (elements.length > 2 * limits.maxPathLength) {
    throw dataError('22G10', `a path has at most ${limits.maxPathLength} edges (maxPathLength)`);
  }
  const first = nodeArgument('PATH', elements[0]);
  const nodes = [first.slot];
  const edges: number[] = [];
  let from = first;
  for (let i = 1; i < elements.length; i += 2) {
    const edge = edgeArgument('PATH', elements[i]);
    const to = nodeArgument('PATH', elements[i + 1]);
    if (edge.graph !== first.graph || !joins(edge, [from, to], context)) {
      throw malformed(`edge ${(i + 1) / 2} does not join the nodes beside it`);
    }
    edges.push(edge.edge);
    nodes.push(to.slot);
    from = to;
  }
  return new PathValue(first.graph, nodes, edges);
}

function joins(
  edge: EdgeValue,
  [from, to]: readonly [NodeValue, NodeValue],
  context: EvaluationContext,
): boolean {
  const source = context.graph.source(edge);
  const destination = context.graph.destination(edge);
  return (
    (sameNode(source, from) && sameNode(destination, to)) ||
    (sameNode(source, to) && sameNode(destination, from))
  );
}

function malformed(message: string): Error {
  return dataError('22G0Z', message);
}
