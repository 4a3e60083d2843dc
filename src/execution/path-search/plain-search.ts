import type { PathSearch } from '../../planner/plan/operator.ts';
import type { FoundPath } from './bidirectional.ts';
import { BidirectionalSearch } from './bidirectional.ts';
import { shortestClosedTrail } from './closed-trail.ts';
import type { PathHost } from './host.ts';
import type { Leg } from './leg.ts';
import type { PlainShape } from './plain-shape.ts';
import { TreeSearch } from './tree-search.ts';

export interface PlainQuery {
  readonly start: number;
  /** −1: every node. */
  readonly end: number;
  /** One path per end; otherwise all shortest ones. */
  readonly single: boolean;
}

/** What is done with what is found; false stops the search. */
export interface PlainSink {
  onPath(path: FoundPath): boolean;
  /** All paths of this length back to the start are wanted; none is shorter. */
  onClosed(length: number): boolean;
}

/** Shortest paths of a `PlainShape`, one or all of the least length. */
export class PlainSearch {
  readonly #op: PathSearch;
  readonly #host: PathHost;
  readonly #shape: PlainShape;
  readonly #leg: Leg;
  readonly #tree: TreeSearch;
  readonly #bidirectional: BidirectionalSearch;
  /** Whether a node may be an end. */
  readonly #accepts: (slot: number) => boolean;

  constructor(op: PathSearch, host: PathHost, shape: PlainShape, leg: Leg) {
    this.#op = op;
    this.#host = host;
    this.#shape = shape;
    this.#leg = leg;
    this.#accepts = endTest(host, shape.end);
    this.#tree = new TreeSearch(host.run, this.#leg);
    this.#bidirectional = new BidirectionalSearch(host.run, this.#leg);
  }

  run(query: PlainQuery, sink: PlainSink): boolean {
    const { start, end, single } = query;
    if (end >= 0 && !this.#accepts(end)) return true;
    const wantsStart = end < 0 ? this.#accepts(start) : end === start;
    const walksBack = this.#shape.lower === 1 && this.#op.path.mode !== 'ACYCLIC' && wantsStart;
    if (this.#shape.lower === 0 && wantsStart) {
      const empty = { nodes: Int32Array.of(start), edges: new Float64Array(0) };
      if (!sink.onPath(empty)) return false;
    }
    const trails = walksBack && mustNotTurn(this.#op, this.#leg);
    if (trails && !this.#trailBack(query, sink)) return false;
    const treeCloses = walksBack && !trails;
    if (end === start && !treeCloses) return true;
    if (end >= 0 && end !== start && single) {
      const path = this.#bidirectional.find(start, end);
      return path === undefined || sink.onPath(path);
    }
    return this.#tree.run({ ...query, closes: treeCloses, accepts: this.#accepts }, sink);
  }

  #trailBack({ start, single }: PlainQuery, sink: PlainSink): boolean {
    const path = shortestClosedTrail(this.#host.run, start, this.#leg);
    if (path === undefined) return true;
    return single ? sink.onPath(path) : sink.onClosed(path.edges.length);
  }
}

/** Whether a node may be the far end. */
export function endTest(host: PathHost, end: PlainShape['end']): (slot: number) => boolean {
  const { run } = host;
  const { variable } = end;
  const test = end.labels === undefined ? -1 : run.nodeTestNumber(end.labels);
  const holds = end.predicate && host.condition(end.predicate);
  if (test < 0 && holds === undefined) return () => true;
  return (slot) => {
    const selection = test < 0 ? undefined : run.nodeSelections[test];
    if (selection !== undefined && !run.reader.acceptsNode(selection, slot)) return false;
    if (holds === undefined) return true;
    run.frame[variable] = slot;
    return holds();
  };
}

/** Whether a shortest way round could go back over its own edges although the mode forbids it. */
function mustNotTurn(op: PathSearch, { orientations }: Leg): boolean {
  const isOneWay = orientations.length === 1 && orientations[0] !== 'undirected';
  return (op.differentEdges || op.path.mode === 'TRAIL') && !isOneWay;
}

/**
 * Whether the search serves a shape, in that a shortest way round can be told from the tree: not
 * for trails where only some of the edges can be crossed both ways (`~[]~>`) or a condition may
 * depend on the way.
 */
export function closesEasily(op: PathSearch, shape: PlainShape, leg: Leg): boolean {
  if (shape.lower === 0 || !mustNotTurn(op, leg)) return true;
  return shape.bare && leg.orientations.includes('out') === leg.orientations.includes('in');
}
