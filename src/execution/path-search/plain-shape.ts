import type { PathSearch, PhysicalOperator } from '../../planner/plan/operator.ts';
import type { BoundEdge, BoundNode, BoundPath } from '../../semantics/bound/pattern.ts';

type Path = BoundPath<PhysicalOperator>;

/**
 * `(from) edge{0 or 1, upper} (to)`, the shape of nearly all shortest path queries: between two
 * different nodes its shortest walks visit no node twice, so they obey every path mode.
 */
export interface PlainShape {
  readonly edge: BoundEdge<PhysicalOperator>;
  readonly lower: 0 | 1;
  readonly upper: number;
  /** Nothing but the edge's label and direction is tested on the way. */
  readonly bare: boolean;
  /** What the far end has to pass. */
  readonly end: BoundNode<PhysicalOperator>;
}

export function plainShape(op: PathSearch): PlainShape | undefined {
  const { expression } = op.path;
  if (expression.kind !== 'concatenation') return undefined;
  const [first, repeat, last, ...rest] = expression.elements;
  if (rest.length > 0 || repeat?.kind !== 'repeat') return undefined;
  if (!isBareNode(first) || last?.kind !== 'node') return undefined;
  if (repeat.lower > 1) return undefined;
  const body = singleEdge(repeat.expression);
  if (body === undefined) return undefined;
  return {
    edge: body.edge,
    lower: repeat.lower === 0 ? 0 : 1,
    upper: repeat.upper ?? Number.POSITIVE_INFINITY,
    bare: body.bare,
    end: last,
  };
}

function isBareNode(path: Path | undefined): boolean {
  return path?.kind === 'node' && path.labels === undefined && path.predicate === undefined;
}

/** The one edge of a repeat's body, and whether it is all that the body tests. */
function singleEdge(
  path: Path,
): { readonly edge: BoundEdge<PhysicalOperator>; readonly bare: boolean } | undefined {
  if (path.kind === 'edge') return { edge: path, bare: path.predicate === undefined };
  if (path.kind === 'group') {
    if (path.mode !== 'WALK') return undefined;
    const inner = singleEdge(path.expression);
    return inner && { edge: inner.edge, bare: inner.bare && path.where === undefined };
  }
  if (path.kind !== 'concatenation') return undefined;
  const parts = path.elements.filter((element) => !isBareNode(element));
  const edges = path.elements.filter((element) => element.kind === 'edge');
  const nodes = path.elements.filter((element) => element.kind === 'node');
  const [edge] = edges;
  if (edge === undefined || edges.length !== 1) return undefined;
  if (edges.length + nodes.length !== path.elements.length) return undefined;
  return { edge, bare: parts.length === 1 && edge.predicate === undefined };
}
