import type { Run } from '../runtime/run.ts';
import type { FoundPath } from './bidirectional.ts';
import type { Leg } from './leg.ts';
import { LegReader } from './leg.ts';
import type { NeighbourReader } from './neighbours.ts';
import type { PlainQuery, PlainSink } from './plain-search.ts';
import type { SearchArrays } from './search-arrays.ts';
import { borrowArrays, returnArrays } from './search-arrays.ts';

export interface TreeQuery extends PlainQuery {
  /** Whether walks back to the start count. */
  readonly closes: boolean;
  readonly accepts: (slot: number) => boolean;
}

/** Breadth first from one node, with one way or all ways into each node at its least distance. */
export class TreeSearch {
  readonly #run: Run;
  readonly #leg: Leg;
  readonly #reader: LegReader;

  constructor(run: Run, leg: Leg) {
    this.#run = run;
    this.#leg = leg;
    this.#reader = new LegReader(run, leg, 'forward');
  }

  run(query: TreeQuery, sink: PlainSink): boolean {
    const tree = new Tree(borrowArrays(), query);
    try {
      let frontier = [query.start];
      for (let depth = 1; depth <= this.#leg.upper && frontier.length > 0; depth++) {
        tree.next = [];
        for (const from of frontier) tree.grow(from, depth, this.#reader.load(from));
        frontier = tree.next;
        this.#run.memory.charge(8 * frontier.length + 24 * tree.newWays());
        if (!tree.give(frontier, depth, sink)) return false;
        if (tree.isDone) return true;
      }
      return true;
    } finally {
      returnArrays(tree.arrays);
    }
  }
}

class Tree {
  readonly arrays: SearchArrays;
  next: number[] = [];
  /** Whether the one end that counts was reached. */
  isDone = false;
  readonly #query: TreeQuery;
  /** Linked lists of ways into nodes; `arrays.parent` is the head where all ways are kept. */
  readonly #wayFrom: number[] = [];
  readonly #wayEdge: number[] = [];
  readonly #wayNext: number[] = [];
  /** The ways back to the start, all of one length. */
  #closing = -1;
  #closingDepth = -1;
  #counted = 0;

  constructor(arrays: SearchArrays, query: TreeQuery) {
    this.arrays = arrays;
    this.#query = query;
    arrays.mark(query.start, -1, -1, 0);
  }

  newWays(): number {
    const added = this.#wayFrom.length - this.#counted;
    this.#counted = this.#wayFrom.length;
    return added;
  }

  grow(from: number, depth: number, neighbours: NeighbourReader): void {
    const { arrays } = this;
    const { single, start, closes } = this.#query;
    const { nodes, edges, count } = neighbours;
    for (let i = 0; i < count; i++) {
      const to = nodes[i] as number;
      const edge = edges[i] as number;
      if (!arrays.isMarked(to)) {
        arrays.mark(to, single ? from : this.#way(from, edge, -1), edge, depth);
        this.next.push(to);
      } else if (to === start) {
        if (closes) this.#close(from, edge, depth);
      } else if (!single && arrays.depth[to] === depth) {
        arrays.parent[to] = this.#way(from, edge, arrays.parent[to] as number);
      }
    }
  }

  /** Hands over the paths to the nodes of the new level that count. */
  give(level: readonly number[], depth: number, sink: PlainSink): boolean {
    const { end, single, start, accepts } = this.#query;
    if (this.#closingDepth === depth) {
      if (!this.#giveWays(start, this.#closing, depth, sink)) return false;
      if (end === start) this.isDone = true;
    }
    for (const node of level) {
      if (end >= 0 ? node !== end : !accepts(node)) continue;
      const given = single
        ? sink.onPath(this.#treePath(node, depth))
        : this.#giveWays(node, this.arrays.parent[node] as number, depth, sink);
      if (!given) return false;
      if (node === end) this.isDone = true;
    }
    return true;
  }

  #close(from: number, edge: number, depth: number): void {
    if (this.#closingDepth < 0) this.#closingDepth = depth;
    const another = this.#closingDepth === depth && (this.#closing < 0 || !this.#query.single);
    if (another) this.#closing = this.#way(from, edge, this.#closing);
  }

  #way(from: number, edge: number, next: number): number {
    this.#wayFrom.push(from);
    this.#wayEdge.push(edge);
    return this.#wayNext.push(next) - 1;
  }

  /** The path by `parent` as nodes: where one way is kept. */
  #treePath(end: number, length: number): FoundPath {
    const nodes = new Int32Array(length + 1);
    const edges = new Float64Array(length);
    this.#fill({ nodes, edges }, end, length);
    return { nodes, edges };
  }

  #fill({ nodes, edges }: FoundPath, end: number, length: number): void {
    let node = end;
    nodes[length] = node;
    for (let i = length; i > 0; i--) {
      edges[i - 1] = this.arrays.edge[node] as number;
      node = this.arrays.parent[node] as number;
      nodes[i - 1] = node;
    }
  }

  /** All paths of the length whose last step is one of the ways in the list. */
  #giveWays(end: number, ways: number, length: number, sink: PlainSink): boolean {
    const nodes = new Int32Array(length + 1);
    const edges = new Float64Array(length);
    nodes[length] = end;
    const taken = new Int32Array(length + 1);
    taken[length] = ways;
    let at = length;
    while (at <= length) {
      const way = taken[at] as number;
      if (way < 0) {
        at++;
        if (at <= length) taken[at] = this.#wayNext[taken[at] as number] as number;
        continue;
      }
      const from = this.#wayFrom[way] as number;
      nodes[at - 1] = from;
      edges[at - 1] = this.#wayEdge[way] as number;
      if (at > 1 && !this.#query.single) {
        at--;
        taken[at] = this.arrays.parent[from] as number;
        continue;
      }
      if (at > 1) this.#fill({ nodes, edges }, from, at - 1);
      if (!sink.onPath({ nodes, edges })) return false;
      taken[at] = this.#wayNext[way] as number;
    }
    return true;
  }
}
