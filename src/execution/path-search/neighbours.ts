import { present } from '../../base/assert.ts';
import type { ExpandBuffer, Orientation } from '../../graph/reader.ts';
import type { Run } from '../runtime/run.ts';

/** The edges at one node over all orientations that a step allows, a directed loop once. */
export class NeighbourReader {
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
    const buffer = this.#buffer;
    const selection = present(run.edgeSelections[edgeTest], 'an edge selection');
    this.count = 0;
    for (const orientation of orientations) {
      buffer.count = 0;
      run.reader.expand(from, selection, orientation, buffer);
      run.count(1 + buffer.count);
      this.#reserve(buffer.count);
      const skipsLoops = orientation === 'in' && orientations.includes('out');
      for (let i = 0; i < buffer.count; i++) {
        const slot = buffer.nodes[i] as number;
        if (skipsLoops && slot === from) continue;
        this.nodes[this.count] = slot;
        this.edges[this.count++] = buffer.edges[i] as number;
      }
    }
  }

  #reserve(count: number): void {
    const needed = this.count + count;
    if (needed <= this.nodes.length) return;
    const capacity = Math.max(needed, this.nodes.length * 2);
    const nodes = new Int32Array(capacity);
    nodes.set(this.nodes);
    this.nodes = nodes;
    const edges = new Float64Array(capacity);
    edges.set(this.edges);
    this.edges = edges;
  }
}
