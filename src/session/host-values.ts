import type { GraphReader } from '../graph/reader.ts';
import { setOwnProperty, toHost } from '../values/host.ts';
import type { HostElements } from '../values/host.ts';
import type { EdgeValue, NodeValue, PathValue, Value } from '../values/value.ts';
import { Edge, Node, Path } from './elements.ts';
import type { DatabaseOptions } from './options.ts';

/** Turns engine values into what a program gets, elements copied out of one state of the graph. */
export class HostConverter {
  readonly convert: (value: Value) => unknown;
  readonly #reader: GraphReader;

  constructor(reader: GraphReader, options: DatabaseOptions) {
    this.#reader = reader;
    const elements: HostElements = {
      node: (value) => this.#node(value.slot),
      edge: (value) => this.#edge(value.edge),
      path: (value) => this.#path(value),
    };
    const modes = { integers: options.integers, decimals: options.decimals };
    this.convert = (value) => toHost(value, modes, elements);
  }

  #node(slot: NodeValue['slot']): Node {
    const reader = this.#reader;
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

  #edge(edge: EdgeValue['edge']): Edge {
    const reader = this.#reader;
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
    return new Path(
      path.nodes.map((slot) => this.#node(slot)),
      path.edges.map((edge) => this.#edge(edge)),
    );
  }
}
