/** Beyond so many edges, a set instead of a scan says whether an edge or node is on the path. */
const SCANNED = 48;

/**
 * The path under way: node 0, then edge i and node i + 1. Grows at its end and is cut back to any
 * length before.
 */
export class PathStack {
  nodes = new Int32Array(16);
  edges = new Float64Array(16);
  /** In edges. */
  length = 0;
  /** Positions of the edges and nodes that lie beyond the scanned part, ascending. */
  readonly #farEdges = new Map<number, number[]>();
  readonly #farNodes = new Map<number, number[]>();
  #indexed = SCANNED;

  start(slot: number): void {
    this.cut(0);
    this.nodes[0] = slot;
  }

  get end(): number {
    return this.nodes[this.length] as number;
  }

  push(edge: number, slot: number): void {
    const at = this.length++;
    if (at + 1 >= this.nodes.length) this.#grow();
    this.edges[at] = edge;
    this.nodes[at + 1] = slot;
  }

  cut(length: number): void {
    for (; this.#indexed > SCANNED && this.#indexed > length; this.#indexed--) this.#forget();
    this.length = length;
  }

  /** Whether the path crosses the edge after node number `from`. */
  hasEdge(edge: number, from: number): boolean {
    const scanned = Math.min(this.length, SCANNED);
    for (let i = from; i < scanned; i++) if (this.edges[i] === edge) return true;
    if (this.length <= SCANNED) return false;
    this.#index();
    return (this.#farEdges.get(edge)?.at(-1) ?? -1) >= from;
  }

  /** Whether the node is node number `from` or a later one. */
  hasNode(slot: number, from: number): boolean {
    const scanned = Math.min(this.length, SCANNED);
    for (let i = from; i <= scanned; i++) if (this.nodes[i] === slot) return true;
    if (this.length <= SCANNED) return false;
    this.#index();
    return (this.#farNodes.get(slot)?.at(-1) ?? -1) >= from;
  }

  /** Brings the maps up to the path's length. */
  #index(): void {
    for (; this.#indexed < this.length; this.#indexed++) {
      const at = this.#indexed;
      append(this.#farEdges, this.edges[at] as number, at);
      append(this.#farNodes, this.nodes[at + 1] as number, at + 1);
    }
  }

  #forget(): void {
    const at = this.#indexed - 1;
    this.#farEdges.get(this.edges[at] as number)?.pop();
    this.#farNodes.get(this.nodes[at + 1] as number)?.pop();
  }

  #grow(): void {
    const nodes = new Int32Array(this.nodes.length * 2);
    nodes.set(this.nodes);
    this.nodes = nodes;
    const edges = new Float64Array(this.edges.length * 2);
    edges.set(this.edges);
    this.edges = edges;
  }
}

function append(map: Map<number, number[]>, key: number, position: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [position]);
  else known.push(position);
}
