import { SLOT_PAGE_BITS } from '../graph/ids.ts';
import type { RawEdgeTable } from '../graph/raw.ts';
import type { Orientation } from '../graph/reader.ts';
import { Adjacency, FOLD_AT_LEAST } from './adjacency.ts';
import type { AdjacencyEntries } from './csr.ts';
import type { EdgeEnds, PairCount } from './edge-pairs.ts';
import { EdgePairs } from './edge-pairs.ts';
import { ElementTable } from './element-table.ts';
import { IntStack, resized } from './growable.ts';
import type { Journal } from './journal.ts';
import type { LabelSet } from './label-sets.ts';
import type { NodeTable } from './node-table.ts';
import type { SlotSpace } from './slot-space.ts';

/** The node tables and slots that edges connect. */
export interface NodePlaces {
  readonly nodeTables: readonly NodeTable[];
  readonly slots: SlotSpace;
}

/** The edges that were inserted with one label set, directed or undirected. */
export class EdgeTable extends ElementTable implements RawEdgeTable {
  readonly directed: boolean;
  readonly adjacencies: Adjacency[] = [];
  sources = new Int32Array(0);
  targets = new Int32Array(0);
  readonly #pairs = new EdgePairs();
  readonly #nodes: NodePlaces;
  /** Of the adjacencies at the source and at the target. */
  readonly #orientations: readonly [Orientation, Orientation];
  #changesSinceFold = 0;
  /** Deleted rows that still stand in the adjacencies: free after a fold. */
  readonly #deadRows = new IntStack();

  constructor(kind: EdgeTableKind, journal: Journal, nodes: NodePlaces) {
    super(kind.id, kind.labelSet, journal);
    this.directed = kind.directed;
    this.#nodes = nodes;
    this.#orientations = kind.directed ? ['out', 'in'] : ['undirected', 'undirected'];
  }

  get pairs(): readonly PairCount[] {
    return this.#pairs.list;
  }

  get selfLoops(): number {
    return this.#pairs.selfLoops;
  }

  insertEdge(id: number, source: number, target: number): number {
    const row = this.insertRow(id);
    this.#countChanges(1);
    this.sources[row] = source;
    this.targets[row] = target;
    this.#countRange(row, row + 1, 1);
    this.#adjacencyAt(source, this.#orientations[0]).append(
      this.#nodes.slots.rowOf(source),
      target,
      row,
    );
    if (this.directed || source !== target) {
      this.#adjacencyAt(target, this.#orientations[1]).append(
        this.#nodes.slots.rowOf(target),
        source,
        row,
      );
    }
    return row;
  }

  /** Many edges; returns the first row. */
  insertEdges(sources: Int32Array, targets: Int32Array, firstId: number): number {
    const first = this.insertRows(sources.length, firstId);
    this.#countChanges(sources.length);
    this.sources.set(sources, first);
    this.targets.set(targets, first);
    this.#countRange(first, first + sources.length, 1);
    const edgeRows = new Int32Array(sources.length);
    for (let i = 0; i < edgeRows.length; i++) edgeRows[i] = first + i;
    if (this.directed) {
      this.#enterAll('out', sources, targets, edgeRows);
      this.#enterAll('in', targets, sources, edgeRows);
    } else this.#enterUndirected(sources, targets, edgeRows);
    return first;
  }

  deleteEdge(row: number): void {
    const source = this.sources[row] as number;
    const target = this.targets[row] as number;
    this.deleteRow(row);
    this.#countChanges(1);
    this.#countRange(row, row + 1, -1);
    const { slots } = this.#nodes;
    this.#adjacencyAt(source, this.#orientations[0]).remove(slots.rowOf(source));
    if (this.directed || source !== target) {
      this.#adjacencyAt(target, this.#orientations[1]).remove(slots.rowOf(target));
    }
  }

  /** Folds where so much lies outside the CSRs that reading slows down. */
  foldIfNeeded(): void {
    this.#changesSinceFold = 0;
    if (this.adjacencies.some((adjacency) => adjacency.needsFold)) this.fold();
  }

  /** Rows of deleted edges become free only here, because adjacencies name them until then. */
  fold(): void {
    for (const adjacency of this.adjacencies) adjacency.fold(this.live);
    for (let row = this.#deadRows.pop(); row >= 0; row = this.#deadRows.pop()) super.freeRow(row);
  }

  protected override freeRow(row: number): void {
    this.#deadRows.push(row);
  }

  override get byteLength(): number {
    let bytes = super.byteLength + this.sources.byteLength + this.targets.byteLength;
    for (const adjacency of this.adjacencies) bytes += adjacency.byteLength;
    return bytes;
  }

  protected override resize(capacity: number): void {
    super.resize(capacity);
    this.sources = resized(this.sources, capacity);
    this.targets = resized(this.targets, capacity);
  }

  protected override undoInsert(first: number, count: number): void {
    this.#countRange(first, first + count, -1);
  }

  protected override undoDelete(row: number): void {
    this.#countRange(row, row + 1, 1);
  }

  /** Has the end of the write look whether to fold. */
  #countChanges(count: number): void {
    this.#changesSinceFold += count;
    if (this.#changesSinceFold > FOLD_AT_LEAST) this.journal.foldable.add(this);
  }

  /** Counts rows into the pairs or out, in runs of edges between the same tables. */
  #countRange(from: number, to: number, change: 1 | -1): void {
    const { slots } = this.#nodes;
    let [sourceTable, targetTable, isLoop] = [-1, -1, false];
    let start = from;
    for (let row = from; row < to; row++) {
      const source = this.sources[row] as number;
      const target = this.targets[row] as number;
      const table = slots.tableOf(source);
      const other = slots.tableOf(target);
      if (table === sourceTable && other === targetTable && isLoop === (source === target)) {
        continue;
      }
      if (row > start) this.#countRun({ sourceTable, targetTable, isLoop }, (row - start) * change);
      sourceTable = table;
      targetTable = other;
      isLoop = source === target;
      start = row;
    }
    if (to > start) this.#countRun({ sourceTable, targetTable, isLoop }, (to - start) * change);
  }

  #countRun(ends: EdgeEnds, change: number): void {
    const came = this.#pairs.add(ends, change);
    if (came === 0) return;
    const { sourceTable, targetTable } = ends;
    const [out, into] = this.#orientations;
    this.#adjacencyOf(sourceTable, out).linkTable(targetTable, came);
    // Among undirected edges within one table the other end is the same adjacency.
    if (this.directed || sourceTable !== targetTable) {
      this.#adjacencyOf(targetTable, into).linkTable(sourceTable, came);
    }
    this.journal.layoutChanged();
  }

  /** The adjacency of the node's table, made where there is none yet. */
  #adjacencyAt(slot: number, orientation: Orientation): Adjacency {
    return this.#adjacencyOf(this.#nodes.slots.tableOf(slot), orientation);
  }

  #adjacencyOf(table: number, orientation: Orientation): Adjacency {
    const nodeTable = this.#nodes.nodeTables[table] as NodeTable;
    let adjacency = nodeTable.adjacency(this.id, orientation);
    if (adjacency === undefined) {
      const place = { edgeTable: this.id, nodeTable: table, orientation };
      adjacency = new Adjacency(place, nodeTable.capacity, this.journal);
      this.adjacencies.push(adjacency);
      nodeTable.addAdjacency(adjacency);
      this.journal.tablesChanged();
    }
    return adjacency;
  }

  /** Each edge is entered at both ends, a self-loop once. */
  #enterUndirected(sources: Int32Array, targets: Int32Array, edgeRows: Int32Array): void {
    const from = new Int32Array(sources.length * 2);
    const to = new Int32Array(sources.length * 2);
    const edges = new Int32Array(sources.length * 2);
    from.set(sources);
    to.set(targets);
    edges.set(edgeRows);
    let count = sources.length;
    for (let i = 0; i < sources.length; i++) {
      if (sources[i] === targets[i]) continue;
      from[count] = targets[i] as number;
      to[count] = sources[i] as number;
      edges[count++] = edgeRows[i] as number;
    }
    this.#enterAll('undirected', from.subarray(0, count), to, edges);
  }

  #enterAll(
    orientation: Orientation,
    slots: Int32Array,
    neighbours: Int32Array,
    edgeRows: Int32Array,
  ): void {
    const { pageDelta } = this.#nodes.slots;
    for (const [table, positions] of this.#byTable(slots)) {
      const count = positions?.length ?? slots.length;
      const pick = (from: Int32Array): Int32Array =>
        positions === undefined ? from : positions.map((at) => from[at] as number);
      const rows = pick(slots).slice();
      for (let i = 0; i < count; i++) {
        const slot = rows[i] as number;
        rows[i] = slot + (pageDelta[slot >>> SLOT_PAGE_BITS] as number);
      }
      const entries: AdjacencyEntries = {
        count,
        rows,
        neighbours: pick(neighbours),
        edgeRows: pick(edgeRows),
      };
      const adjacency = this.#adjacencyOf(table, orientation);
      if (adjacency.isEmpty) adjacency.build(entries);
      else adjacency.appendAll(entries);
    }
  }

  /** The positions of the slots by node table; undefined for all, which is the frequent case. */
  #byTable(slots: Int32Array): Map<number, Int32Array | undefined> {
    const places = this.#nodes.slots;
    const result = new Map<number, Int32Array | undefined>();
    const first = places.tableOf(slots[0] as number);
    if (slots.every((slot) => places.tableOf(slot) === first)) return result.set(first, undefined);
    const counts = new Map<number, number>();
    for (const slot of slots) {
      const table = places.tableOf(slot);
      counts.set(table, (counts.get(table) ?? 0) + 1);
    }
    for (const [table, count] of counts) result.set(table, new Int32Array(count));
    counts.clear();
    slots.forEach((slot, at) => {
      const table = places.tableOf(slot);
      const next = counts.get(table) ?? 0;
      const positions = result.get(table);
      if (positions !== undefined) positions[next] = at;
      counts.set(table, next + 1);
    });
    return result;
  }
}

export interface EdgeTableKind {
  readonly id: number;
  readonly labelSet: LabelSet;
  readonly directed: boolean;
}
