import type { ExpandBuffer, Orientation } from '../../graph/reader.ts';
import { present } from '../../base/assert.ts';
import type { Run } from '../runtime/run.ts';
import type { PathStack } from './path-stack.ts';
import type { EdgeStep, Scope } from './program.ts';

/** A path that is given: nodes one more than edges. */
export interface GivenPath {
  readonly nodes: ArrayLike<number>;
  readonly edges: ArrayLike<number>;
}

/**
 * The edges that the open choices of a search may still follow, one choice's after the other's. A
 * choice that ends sets `top` back to where it began.
 */
export class EdgeCandidates {
  nodes = new Int32Array(64);
  edges = new Float64Array(64);
  top = 0;
  readonly #run: Run;
  readonly #path: PathStack;
  readonly #cells: Int32Array;
  readonly #buffer: ExpandBuffer = {
    count: 0,
    nodes: new Int32Array(16),
    edges: new Float64Array(16),
  };

  constructor(run: Run, path: PathStack, cells: Int32Array) {
    this.#run = run;
    this.#path = path;
    this.#cells = cells;
  }

  clear(): void {
    this.top = 0;
  }

  /** Adds the edges that leave the path's end by the step; a loop once in whatever orientations. */
  load(step: EdgeStep): void {
    const from = this.#path.end;
    const run = this.#run;
    const selection = present(run.edgeSelections[step.test], 'an edge selection');
    const buffer = this.#buffer;
    const both = step.orientations.includes('out');
    for (const orientation of step.orientations) {
      buffer.count = 0;
      run.reader.expand(from, selection, orientation, buffer);
      run.count(1 + buffer.count);
      const skipsLoops = both && orientation === 'in';
      this.#reserve(buffer.count);
      for (let i = 0; i < buffer.count; i++) {
        const slot = buffer.nodes[i] as number;
        if (skipsLoops && slot === from) continue;
        this.nodes[this.top] = slot;
        this.edges[this.top++] = buffer.edges[i] as number;
      }
    }
  }

  /** Adds the next edge of a given path, if the step can cross it that way. */
  loadOne(step: EdgeStep, along: GivenPath): void {
    const at = this.#path.length;
    if (at >= along.edges.length) return;
    const edge = along.edges[at] as number;
    const to = along.nodes[at + 1] as number;
    const { reader, edgeSelections } = this.#run;
    this.#run.count(1);
    const selection = present(edgeSelections[step.test], 'an edge selection');
    if (!reader.acceptsEdge(selection, edge)) return;
    if (!step.orientations.some((each) => this.#crosses(edge, each, to))) return;
    this.#reserve(1);
    this.nodes[this.top] = to;
    this.edges[this.top++] = edge;
  }

  /** Whether the path may go on over the edge to the node under the modes of its stretches. */
  allows(scopes: readonly Scope[], edge: number, slot: number): boolean {
    for (const { mode, startCell } of scopes) {
      const path = this.#path;
      const start = startCell < 0 ? 0 : (this.#cells[startCell] as number);
      if (mode === 'TRAIL') {
        if (path.hasEdge(edge, start)) return false;
      } else if (mode === 'ACYCLIC') {
        if (path.hasNode(slot, start)) return false;
      } else {
        // SIMPLE: the first node may come again as the last, behind which nothing follows.
        const first = path.nodes[start] as number;
        if (path.length > start && path.end === first) return false;
        if (slot !== first && path.hasNode(slot, start)) return false;
      }
    }
    return true;
  }

  #crosses(edge: number, orientation: Orientation, to: number): boolean {
    const { reader } = this.#run;
    const from = this.#path.end;
    const source = reader.edgeSource(edge);
    const target = reader.edgeTarget(edge);
    const directed = reader.edgeIsDirected(edge);
    if (orientation === 'out') return directed && source === from && target === to;
    if (orientation === 'in') return directed && source === to && target === from;
    const forth = source === from && target === to;
    return !directed && (forth || (source === to && target === from));
  }

  #reserve(count: number): void {
    const needed = this.top + count;
    if (needed <= this.nodes.length) return;
    const capacity = Math.max(needed, this.nodes.length * 2);
    this.#run.memory.charge(12 * (capacity - this.nodes.length));
    const nodes = new Int32Array(capacity);
    nodes.set(this.nodes);
    this.nodes = nodes;
    const edges = new Float64Array(capacity);
    edges.set(this.edges);
    this.edges = edges;
  }
}
