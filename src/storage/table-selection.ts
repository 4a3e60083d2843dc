import type { LabelTest } from '../graph/label-test.ts';
import type { EdgeSelection, NodeSelection, Orientation } from '../graph/reader.ts';
import type { Adjacency } from './adjacency.ts';
import type { EdgeTable } from './edge-table.ts';
import type { ElementTable } from './element-table.ts';
import type { LabelSet } from './label-sets.ts';
import type { NodeTable } from './node-table.ts';

/** The tables that a label test selects, with what was worked out about them so far. */
export class TableSelection implements NodeSelection, EdgeSelection {
  readonly test: LabelTest | undefined;
  readonly tables: readonly number[];
  readonly exact: boolean;
  /** `Journal.tablesVersion` at the time. */
  readonly version: number;
  /** Tables outside the selection in which exceptions may pass the test. */
  readonly others: readonly number[];
  /** By label set: 1 passes, 2 fails, 0 not asked yet. */
  readonly #verdicts: number[] = [];
  readonly #adjacencies = new Map<number, readonly Adjacency[]>();

  constructor(test: LabelTest | undefined, tables: readonly ElementTable[], version: number) {
    this.test = test;
    this.version = version;
    const selected = tables.filter((table) => table.labelSet.passes(test));
    this.tables = selected.map((table) => table.id);
    const excepted = test === undefined ? [] : tables.filter((table) => table.hasExceptions);
    this.exact = excepted.length === 0;
    this.others = excepted.filter((table) => !this.accepts(table.labelSet)).map(({ id }) => id);
  }

  accepts(set: LabelSet): boolean {
    const verdict = this.#verdicts[set.id] ?? 0;
    if (verdict !== 0) return verdict === 1;
    const passes = set.passes(this.test);
    while (this.#verdicts.length < set.id) this.#verdicts.push(0);
    this.#verdicts[set.id] = passes ? 1 : 2;
    return passes;
  }

  /** The adjacencies of a node table in which edges of the selection may stand. */
  adjacencies(
    nodes: NodeTable,
    orientation: Orientation,
    edgeTables: readonly EdgeTable[],
  ): readonly Adjacency[] {
    const key = nodes.id * 4 + ORIENTATIONS.indexOf(orientation);
    let result = this.#adjacencies.get(key);
    if (result === undefined) {
      result = nodes.adjacencies.filter((adjacency) => {
        if (adjacency.orientation !== orientation) return false;
        const table = edgeTables[adjacency.edgeTable];
        return table !== undefined && (table.hasExceptions || this.accepts(table.labelSet));
      });
      this.#adjacencies.set(key, result);
    }
    return result;
  }
}

const ORIENTATIONS: readonly Orientation[] = ['out', 'in', 'undirected'];

/** A text that is the same exactly for the same test. */
export function testText(test: LabelTest | undefined): string {
  if (test === undefined) return '';
  return test.kind === 'label' ? `l${test.name}` : JSON.stringify(test);
}
