import type { Span } from '../../base/errors.ts';
import { GqlError } from '../../base/errors.ts';
import type { ExpandBuffer, Orientation } from '../../graph/reader.ts';
import type { GraphWrite } from '../../graph/database-store.ts';
import { describeFamily, isList } from '../../values/family.ts';
import type { Value } from '../../values/value.ts';
import { EdgeValue, NodeValue, PathValue } from '../../values/value.ts';
import { checkWorkingGraph } from './working-graph.ts';

const ORIENTATIONS: readonly Orientation[] = ['out', 'in', 'undirected'];

/**
 * All deletions of one DELETE statement, gathered over its rows and applied at the end, so that a
 * node and its edges may be named in any order (ISO/IEC 39075, 13.5). Deleting null, or something a
 * second time, does nothing. Lists and paths stand for what they hold (an extension).
 */
export class Deletions {
  readonly #nodes = new Map<number, Span | undefined>();
  readonly #edges = new Set<number>();
  readonly #graph: number;

  /** `graph` is the one that the statement works on. */
  constructor(graph: number) {
    this.#graph = graph;
  }

  get size(): number {
    return this.#nodes.size + this.#edges.size;
  }

  add(value: Value, span: Span | undefined): void {
    if (value === null) return;
    if (value instanceof NodeValue) {
      checkWorkingGraph(value, this.#graph, span);
      this.#nodes.set(value.slot, span);
    } else if (value instanceof EdgeValue) {
      checkWorkingGraph(value, this.#graph, span);
      this.#edges.add(value.edge);
    } else if (value instanceof PathValue) {
      checkWorkingGraph(value, this.#graph, span);
      for (const node of value.nodes) this.#nodes.set(node, span);
      for (const edge of value.edges) this.#edges.add(edge);
    } else if (isList(value)) {
      for (const element of value) this.add(element, span);
    } else {
      const message = `DELETE takes nodes and edges, not ${describeFamily(value)}`;
      throw new GqlError('22G03', message, { span });
    }
  }

  /** G1001 where a node keeps an edge and `detach` does not take the edges along. */
  apply(writer: GraphWrite, detach: boolean): void {
    for (const edge of this.#edges) {
      if (writer.reader.isEdge(edge)) writer.deleteEdge(edge);
    }
    for (const [slot, span] of this.#nodes) {
      if (!writer.reader.isNode(slot)) continue;
      if (detach) deleteEdgesOf(writer, slot);
      else checkNoEdges(writer, slot, span);
      writer.deleteNode(slot);
    }
  }
}

function deleteEdgesOf(writer: GraphWrite, slot: number): void {
  const buffer: ExpandBuffer = { count: 0, nodes: new Int32Array(8), edges: new Float64Array(8) };
  for (const orientation of ORIENTATIONS) {
    buffer.count = 0;
    writer.reader.expand(slot, writer.reader.selectEdges(undefined), orientation, buffer);
    for (const edge of buffer.edges.slice(0, buffer.count)) {
      // A loop was met going out already.
      if (writer.reader.isEdge(edge)) writer.deleteEdge(edge);
    }
  }
}

function checkNoEdges(writer: GraphWrite, slot: number, span: Span | undefined): void {
  const { reader } = writer;
  const all = reader.selectEdges(undefined);
  if (ORIENTATIONS.every((orientation) => reader.degree(slot, all, orientation) === 0)) return;
  throw new GqlError('G1001', 'the node still has edges', {
    span,
    hint: 'delete them in the same statement or use DETACH DELETE',
  });
}
