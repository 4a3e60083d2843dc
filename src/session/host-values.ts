import { printPath } from '../catalog/catalog-path.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { GraphReader } from '../graph/reader.ts';
import { setOwnProperty, toHost } from '../values/host.ts';
import type { HostElements } from '../values/host.ts';
import { formatValue } from '../values/text.ts';
import type { EdgeValue, NodeValue, PathValue, Value } from '../values/value.ts';
import { GraphValue } from '../values/value.ts';
import { Edge, Node, Path } from './elements.ts';
import type { DatabaseOptions } from './options.ts';
import type { ReadState } from './view.ts';

/** Engine values as a program gets them, elements copied out of one state of their graph. */
export class HostConverter {
  readonly convert: (value: Value) => unknown;
  readonly #main: GraphReader;
  readonly #state: ReadState;

  /** `main` is the graph that most elements are of. */
  constructor(main: GraphReader, state: ReadState, options: DatabaseOptions) {
    this.#main = main;
    this.#state = state;
    const elements: HostElements = {
      node: (value) => this.#node(this.#reader(value.graph), value.slot),
      edge: (value) => this.#edge(this.#reader(value.graph), value.edge),
      path: (value) => this.#path(value),
      graph: (value) => graphName(value.id, state.catalog),
    };
    const modes = { integers: options.integers, decimals: options.decimals };
    this.convert = (value) => toHost(value, modes, elements);
  }

  /** Whether it converts for just that graph in just that state. */
  isFor(main: GraphReader, state: ReadState): boolean {
    return this.#main === main && this.#state === state;
  }

  #reader(graph: number): GraphReader {
    return graph === this.#main.graph ? this.#main : this.#state.readerOf(graph);
  }

  #node(reader: GraphReader, slot: NodeValue['slot']): Node {
    const properties: Record<string, unknown> = {};
    for (const key of reader.nodeKeys(slot)) {
      setOwnProperty(
        properties,
        reader.propertyName(key),
        this.convert(reader.nodeProperty(slot, key)),
      );
    }
    return new Node(String(reader.nodeId(slot)), [...reader.nodeLabels(slot)], properties);
  }

  #edge(reader: GraphReader, edge: EdgeValue['edge']): Edge {
    const properties: Record<string, unknown> = {};
    for (const key of reader.edgeKeys(edge)) {
      setOwnProperty(
        properties,
        reader.propertyName(key),
        this.convert(reader.edgeProperty(edge, key)),
      );
    }
    const id = String(reader.edgeId(edge));
    return new Edge(new Node(id, [...reader.edgeLabels(edge)], properties), {
      source: String(reader.nodeId(reader.edgeSource(edge))),
      target: String(reader.nodeId(reader.edgeTarget(edge))),
      directed: reader.edgeIsDirected(edge),
    });
  }

  #path(path: PathValue): Path {
    const reader = this.#reader(path.graph);
    return new Path(
      path.nodes.map((slot) => this.#node(reader, slot)),
      path.edges.map((edge) => this.#edge(reader, edge)),
    );
  }
}

/** The path of a graph, or what stands for one that is no longer there. */
function graphName(graph: number, catalog: Catalog): string {
  const found = catalog.graph(graph);
  return found === undefined ? formatValue(new GraphValue(graph)) : printPath(found.path);
}
