import { InternalError } from '../../base/assert.ts';
import type { LabelTest } from '../../graph/label-test.ts';
import { matchesLabels } from '../../graph/label-test.ts';
import type { RawGraph } from '../../graph/raw.ts';
import type { EdgeSelection, GraphReader, IndexInfo, NodeSelection } from '../../graph/reader.ts';
import type { GraphStatistics } from '../../graph/statistics.ts';

/** A graph described by numbers only: enough to plan on, nothing to read. */
export interface StubGraph {
  readonly nodes: readonly StubNodes[];
  readonly edges: readonly StubEdges[];
  readonly indexes?: readonly Omit<IndexInfo, 'id'>[];
  /** Without the bare arrays, as for a snapshot that a write has passed. */
  readonly overlay?: boolean;
}

export interface StubNodes {
  readonly labels: readonly string[];
  readonly count: number;
  /** Distinct values by property; all nodes have it unless `presence` says less. */
  readonly distinct?: Readonly<Record<string, number>>;
  readonly presence?: Readonly<Record<string, number>>;
  readonly range?: Readonly<Record<string, readonly [number, number]>>;
}

export interface StubEdges {
  readonly labels: readonly string[];
  readonly source: string;
  readonly target: string;
  readonly count: number;
  readonly selfLoops?: number;
  readonly undirected?: boolean;
}

export function stubReader(graph: StubGraph): GraphReader {
  const names = [...new Set(graph.nodes.flatMap(({ distinct }) => Object.keys(distinct ?? {})))];
  const select = (
    tables: readonly { readonly labels: readonly string[] }[],
    test: LabelTest | undefined,
  ): NodeSelection & EdgeSelection => ({
    test,
    tables: tables.flatMap(({ labels }, table) => {
      const passes =
        test === undefined || matchesLabels(test, (name) => labels.includes(name), labels.length);
      return passes ? [table] : [];
    }),
    exact: true,
  });
  const missing = (property: string) => () => {
    throw new InternalError(`the stub has no ${property}`);
  };
  const known: Partial<GraphReader> = {
    graph: 1,
    layoutVersion: 1,
    raw: graph.overlay === true ? undefined : rawGraph(graph),
    statistics: statistics(graph, names),
    propertyKey: (name) => names.indexOf(name),
    selectNodes: (test) => select(graph.nodes, test),
    selectEdges: (test) => select(graph.edges, test),
    indexes: () => (graph.indexes ?? []).map((index, id) => ({ id, ...index })),
  };
  return new Proxy(known as GraphReader, {
    get: (target, property): unknown =>
      property in target ? Reflect.get(target, property) : missing(String(property)),
  });
}

function rawGraph(graph: StubGraph): RawGraph {
  const tableOf = (label: string) => graph.nodes.findIndex(({ labels }) => labels.includes(label));
  const edgeTables = graph.edges.map(({ source, target, selfLoops }) => ({
    pairs: [{ source: tableOf(source), target: tableOf(target) }],
    selfLoops: selfLoops ?? 0,
  }));
  return { edgeTables } as unknown as RawGraph;
}

function statistics(graph: StubGraph, names: readonly string[]): GraphStatistics {
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
  const nodes = ({ tables }: NodeSelection) => tables.flatMap((table) => graph.nodes[table] ?? []);
  const edges = ({ tables }: EdgeSelection) => tables.flatMap((table) => graph.edges[table] ?? []);
  const has = (selection: NodeSelection, label: string) =>
    nodes(selection).some(({ labels }) => labels.includes(label));
  return {
    nodeCount: sum(graph.nodes.map(({ count }) => count)),
    edgeCount: sum(graph.edges.map(({ count }) => count)),
    countNodes: (selection) => sum(nodes(selection).map(({ count }) => count)),
    countEdges: (selection) => sum(edges(selection).map(({ count }) => count)),
    countIncident: (from, crossed, orientation) =>
      sum(
        edges(crossed).map((table) => {
          if ((orientation === 'undirected') !== (table.undirected === true)) return 0;
          if (orientation === 'out') return has(from, table.source) ? table.count : 0;
          if (orientation === 'in') return has(from, table.target) ? table.count : 0;
          return sum([table.source, table.target].map((end) => (has(from, end) ? table.count : 0)));
        }),
      ),
    countBetween: (from, crossed, to) =>
      sum(
        edges(crossed).map(({ source, target, count }) =>
          has(from, source) && has(to, target) ? count : 0,
        ),
      ),
    distinctValues: (selection, key) =>
      Math.max(1, ...nodes(selection).map(({ distinct }) => distinct?.[names[key] ?? ''] ?? 1)),
    range: (selection, key) => {
      const [range] = nodes(selection).flatMap((table) => [table.range?.[names[key] ?? '']]);
      return range && { min: range[0], max: range[1] };
    },
    presence: (selection, key) => {
      const [presence] = nodes(selection).map((table) => table.presence?.[names[key] ?? '']);
      return presence ?? 1;
    },
  };
}
