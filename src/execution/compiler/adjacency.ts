import { present } from '../../base/assert.ts';
import type { LabelTest } from '../../graph/label-test.ts';
import type { RawAdjacency, RawGraph } from '../../graph/raw.ts';
import type { Orientation } from '../../graph/reader.ts';
import type { NodeCode } from './code.ts';
import type { Generator } from './generator.ts';
import type { Arm } from './kernel/arms.ts';
import { armOf } from './kernel/arms.ts';
import { selectEdges, selectNodes } from './tables.ts';

/** The edges of one table at the nodes of one table, crossed one way. */
export interface Incidence {
  readonly nodeTable: number;
  readonly edgeTable: number;
  readonly orientation: Orientation;
  /** Tables of the nodes at the other end. */
  readonly far: readonly number[];
  /** Crossed the other way too, where self-loops count already. */
  readonly skipsLoops: boolean;
  readonly single: boolean;
}

export interface Crossing {
  readonly orientations: readonly Orientation[];
  readonly labels?: LabelTest | undefined;
  readonly toLabels?: LabelTest | undefined;
}

export interface Incidences {
  readonly list: readonly Incidence[];
  /** Undefined where the tables decide, otherwise the selection to ask the reader about. */
  readonly edgeTest: string | undefined;
  /** All tables that the far node can lie in. */
  readonly far: readonly number[];
}

/** The adjacencies that an expansion goes over; those that lead nowhere are left out. */
export function incidencesOf(gen: Generator, from: NodeCode, crossing: Crossing): Incidences {
  const edges = selectEdges(gen, crossing.labels);
  const to = crossing.toLabels === undefined ? undefined : selectNodes(gen, crossing.toLabels);
  const accepted = to === undefined || !to.exact ? undefined : to.tables;
  const list = gen.layout.structure((_reader, raw) => {
    const found: Incidence[] = [];
    for (const nodeTable of from.tables) {
      for (const edgeTable of edges.tables) {
        addIncidences(raw, { nodeTable, edgeTable, accepted, crossing }, found);
      }
    }
    return found;
  });
  const far = [...new Set(list.flatMap((incidence) => incidence.far))].sort((a, b) => a - b);
  return { list, far, edgeTest: edges.exact ? undefined : edges.selection };
}

interface Place {
  readonly nodeTable: number;
  readonly edgeTable: number;
  readonly accepted: readonly number[] | undefined;
  readonly crossing: Crossing;
}

function addIncidences(raw: RawGraph, place: Place, into: Incidence[]): void {
  const { nodeTable, edgeTable, accepted, crossing } = place;
  let crossesOut = false;
  // 'out' first, because self-loops count with it.
  for (const orientation of sortedOrientations(crossing.orientations)) {
    const adjacency = findAdjacency(raw, { nodeTable, edgeTable, orientation });
    if (adjacency === undefined) continue;
    const far = farTables(raw, adjacency);
    const skipsLoops = orientation === 'in' && crossesOut && far.includes(nodeTable);
    crossesOut ||= orientation === 'out';
    if (accepted !== undefined && !far.some((table) => accepted.includes(table))) continue;
    const { single } = adjacency;
    into.push({ nodeTable, edgeTable, orientation, far, skipsLoops, single });
  }
}

function sortedOrientations(orientations: readonly Orientation[]): readonly Orientation[] {
  return (['out', 'in', 'undirected'] as const).filter((each) => orientations.includes(each));
}

export type AdjacencyKey = Pick<Incidence, 'nodeTable' | 'edgeTable' | 'orientation'>;

export function findAdjacency(raw: RawGraph, key: AdjacencyKey): RawAdjacency | undefined {
  return raw.nodeTables[key.nodeTable]?.adjacencies.find(
    (each) => each.edgeTable === key.edgeTable && each.orientation === key.orientation,
  );
}

function farTables(raw: RawGraph, adjacency: RawAdjacency): readonly number[] {
  const { nodeTable, orientation } = adjacency;
  if (adjacency.neighbourTable >= 0) return [adjacency.neighbourTable];
  const far = new Set<number>();
  for (const { source, target } of raw.edgeTables[adjacency.edgeTable]?.pairs ?? []) {
    if (orientation !== 'in' && source === nodeTable) far.add(target);
    if (orientation !== 'out' && target === nodeTable) far.add(source);
  }
  return [...far].sort((a, b) => a - b);
}

/** Binds a part of an adjacency; the name says which tables and which way. */
export function adjacencyPart(
  gen: Generator,
  key: AdjacencyKey,
  part: 'adjacency' | keyof RawAdjacency,
): string {
  const prefix = `a${key.nodeTable}_${key.orientation}${key.edgeTable}`;
  const name = part === 'adjacency' ? prefix : `${prefix}_${part}`;
  return gen.layout.bind(name, (_reader, raw) => {
    const adjacency = present(findAdjacency(raw, key), 'a bound adjacency');
    return part === 'adjacency' ? adjacency : adjacency[part];
  });
}

/**
 * Binds the arms of several incidences: a list, or a list by node table where there are several.
 */
export function bindArms(gen: Generator, { list }: Incidences, byTable: boolean): string {
  const keys = list.map(({ nodeTable, edgeTable, orientation, skipsLoops }) => ({
    nodeTable,
    edgeTable,
    orientation,
    skipsLoops,
  }));
  return gen.layout.bind(gen.fresh('arms'), (_reader, raw) => {
    const arms = keys.map((key) => armOf(raw, key, present(findAdjacency(raw, key), 'an arm')));
    if (!byTable) return arms;
    const tables: Arm[][] = raw.nodeTables.map(() => []);
    keys.forEach((key, i) => tables[key.nodeTable]?.push(present(arms[i], 'an arm')));
    return tables;
  });
}
