import { present } from '../../base/assert.ts';
import type { ExpandBuffer, Orientation } from '../../graph/reader.ts';
import type { Run } from '../runtime/run.ts';

/** The edges at one node over all orientations that a step allows, a directed loop once. */
export class NeighbourReader implements ExpandBuffer {
  nodes = new Int32Array(16);
  edges = new Float64Array(16);
  count = 0;
  readonly #run: Run;
  readonly #buffer: ExpandBuffer = {
    count: 0,
    nodes: new Int32Array(16),
    edges: new Float64Array(16),
  };

  constructor(run: Run) {
    this.#run = run;
  }

  load(from: number, orientations: readonly Orientation[], edgeTest: number): void {
    const run = this.#run;
    const selection = present(run.edgeSelections[edgeTest], 'an edge selection');
    const [only] = orientations;
    this.count = 0;
    if (only !== undefined && orientations.length === 1) {
      run.reader.expand(from, selection, only, this);
      run.count(1 + this.count);
      return;
    }
    const buffer = this.#buffer;
    for (const orientation of orientations) {
      buffer.count = 0;
      run.reader.expand(from, selection, orientation, buffer);
      run.count(1 + buffer.count);
      this.#append(buffer, orientation === 'in' && orientations.includes('out') ? from : -1);
    }
  }

  /** Leaves out what does not fit. */
  keep(fits: (edge: number, node: number) => boolean): void {
    const { nodes, edges } = this;
    let count = 0;
    for (let i = 0; i < this.count; i++) {
      const node = nodes[i] as number;
      const edge = edges[i] as number;
      if (!fits(edge, node)) continue;
      nodes[count] = node;
      edges[count++] = edge;
    }
    this.count = count;
  }

  /** Adds what a call filled in, without the edges back to `loop`. */
  #append(buffer: ExpandBuffer, loop: number): void {
    this.#reserve(buffer.count);
    const { nodes, edges } = this;
    let count = this.count;
    for (let i = 0; i < buffer.count; i++) {
      const slot = buffer.nodes[i] as number;
      if (slot === loop) continue;
      nodes[count] = slot;
      edges[count++] = buffer.edges[i] as number;
    }
    this.count = count;
  }

  #reserve(count: number): void {
    const needed = this.count + count;
    if (needed <= this.nodes.length && needed <= this.edges.length) return;
    const capacity = Math.max(needed, this.nodes.length * 2);
    const nodes = new Int32Array(capacity);
    nodes.set(this.nodes.subarray(0, this.count));
    this.nodes = nodes;
    const edges = new Float64Array(capacity);
    edges.set(this.edges.subarray(0, this.count));
    this.edges = edges;
  }
}
