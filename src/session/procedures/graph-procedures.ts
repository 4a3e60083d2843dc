import { invalidReference } from '../../base/errors.ts';
import { printPath } from '../../catalog/catalog-path.ts';
import type { GraphReader } from '../../graph/reader.ts';
import { STRING } from '../../values/type.ts';
import { typeName } from '../../values/type-name.ts';
import { typeOf } from '../../values/type-of.ts';
import { nullable } from '../../values/subtype.ts';
import type { Value } from '../../values/value.ts';
import { GraphValue } from '../../values/value.ts';
import { visitEdges, visitNodes } from '../visit-elements.ts';
import { objectAt } from './object-at.ts';
import type { ProcedureHost, ProcedureRow, SystemProcedure } from './system-procedure.ts';
import { systemProcedure } from './system-procedure.ts';

/** A graph, or its path as text; the current one where none is given. */
const GRAPH_PARAMETER = {
  name: 'graph',
  type: { kind: 'union', members: [{ kind: 'graph' }, STRING] },
  isOptional: true,
} as const;

/** What is in a graph: the current one, or the one given. */
export const GRAPH_PROCEDURES: readonly SystemProcedure[] = [
  systemProcedure('describe_graph', {
    description: 'the labels of a graph with their elements and properties',
    parameters: [GRAPH_PARAMETER],
    columns: {
      element_kind: 'STRING',
      label: 'STRING',
      element_count: 'INT',
      property_name: 'STRING',
      property_types: 'LIST<STRING>',
      property_count: 'INT',
    },
    run: describeGraph,
  }),
  systemProcedure('list_labels', {
    description: 'the labels in use in a graph',
    parameters: [GRAPH_PARAMETER],
    columns: { label: 'STRING', element_kind: 'STRING', element_count: 'INT' },
    run: (host, args) =>
      labelsOf(readerAt(host, args)).map(({ kind, label, count }) => ({
        label,
        element_kind: kind,
        element_count: count,
      })),
  }),
  systemProcedure('list_property_keys', {
    description: 'the names of properties in use in a graph',
    parameters: [GRAPH_PARAMETER],
    columns: { property_key: 'STRING' },
    run: (host, args) =>
      [...new Set(describeElements(readerAt(host, args)).flatMap(({ keys }) => [...keys.keys()]))]
        .sort()
        .map((key) => ({ property_key: key })),
  }),
  systemProcedure('list_indexes', {
    description: 'the indexes of a graph',
    parameters: [GRAPH_PARAMETER],
    columns: {
      index_name: 'STRING',
      element_kind: 'STRING',
      label: 'STRING',
      properties: 'LIST<STRING>',
      is_unique: 'BOOL',
    },
    run: (host, args) =>
      readerAt(host, args)
        .indexes()
        .map((index) => ({
          index_name: index.name,
          element_kind: index.element.toUpperCase(),
          label: index.label,
          properties: [...index.properties],
          is_unique: index.unique,
        })),
  }),
  systemProcedure('list_constraints', {
    description: 'what the elements of a graph must satisfy, but for its type',
    parameters: [GRAPH_PARAMETER],
    columns: {
      constraint_name: 'STRING',
      constraint_kind: 'STRING',
      element_kind: 'STRING',
      label: 'STRING',
      properties: 'LIST<STRING>',
    },
    run: (host, args) =>
      readerAt(host, args)
        .indexes()
        .filter(({ unique }) => unique)
        .map((index) => ({
          constraint_name: index.name,
          constraint_kind: 'UNIQUE',
          element_kind: index.element.toUpperCase(),
          label: index.label,
          properties: [...index.properties],
        })),
  }),
];

function readerAt(host: ProcedureHost, [given]: readonly Value[]): GraphReader {
  const { catalog, session } = host;
  if (given instanceof GraphValue) return host.readerOf(given.id);
  if (typeof given !== 'string') return host.readerOf(session.currentGraph(catalog));
  const path = objectAt(given, host);
  const graph = catalog.find('graph', path);
  if (graph !== undefined) return host.readerOf(graph.number);
  throw invalidReference(`there is no graph ${printPath(path)}`);
}

interface LabelCount {
  readonly kind: 'NODE' | 'EDGE';
  readonly label: string;
  readonly count: number;
}

function labelsOf(reader: GraphReader): LabelCount[] {
  const { statistics } = reader;
  const nodes = reader.nodeLabelNames().map((label): LabelCount => {
    const selection = reader.selectNodes({ kind: 'label', name: label });
    return { kind: 'NODE', label, count: statistics.countNodes(selection) };
  });
  const edges = reader.edgeLabelNames().map((label): LabelCount => {
    const selection = reader.selectEdges({ kind: 'label', name: label });
    return { kind: 'EDGE', label, count: statistics.countEdges(selection) };
  });
  return [...nodes, ...edges].filter(({ count }) => count > 0);
}

interface DescribedLabel extends LabelCount {
  /** Type names and counts by property. */
  readonly keys: Map<string, { readonly types: Set<string>; count: number }>;
}

function describeElements(reader: GraphReader): DescribedLabel[] {
  const labels = labelsOf(reader).map((label): DescribedLabel => ({ ...label, keys: new Map() }));
  for (const label of labels) {
    if (label.kind === 'NODE') describeNodes(reader, label);
    else describeEdges(reader, label);
  }
  return labels;
}

function describeNodes(reader: GraphReader, { label, keys }: DescribedLabel): void {
  const visit = (slot: number): void => {
    for (const key of reader.nodeKeys(slot)) {
      note(keys, reader.propertyName(key), reader.nodeProperty(slot, key));
    }
  };
  visitNodes(reader, visit, reader.selectNodes({ kind: 'label', name: label }));
}

function describeEdges(reader: GraphReader, { label, keys }: DescribedLabel): void {
  const visit = (edge: number): void => {
    for (const key of reader.edgeKeys(edge)) {
      note(keys, reader.propertyName(key), reader.edgeProperty(edge, key));
    }
  };
  visitEdges(reader, visit, reader.selectEdges({ kind: 'label', name: label }));
}

function note(keys: DescribedLabel['keys'], name: string, value: Value): void {
  const known = keys.get(name) ?? { types: new Set<string>(), count: 0 };
  known.types.add(typeName(nullable(typeOf(value))));
  known.count++;
  keys.set(name, known);
}

/** A row a property, and one for a label without any. */
function* describeGraph(host: ProcedureHost, args: readonly Value[]): Iterable<ProcedureRow> {
  for (const { kind, label, count, keys } of describeElements(readerAt(host, args))) {
    const common = { element_kind: kind, label, element_count: count };
    if (keys.size === 0) {
      yield { ...common, property_name: null, property_types: null, property_count: null };
    }
    for (const [name, { types, count: present }] of [...keys].sort()) {
      yield {
        ...common,
        property_name: name,
        property_types: [...types].sort(),
        property_count: present,
      };
    }
  }
}
