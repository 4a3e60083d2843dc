import type {
  EdgeRule,
  ElementRule,
  GraphTypeRules,
  NodeRule,
} from '../catalog/graph-type-rules.ts';
import {
  printEdge,
  printEdgePattern,
  printEdgeType,
  printNode,
  printNodeType,
} from '../catalog/graph-type-text.ts';
import type { GraphWrite } from '../graph/database-store.ts';
import type { ExpandBuffer, Orientation } from '../graph/reader.ts';
import type { PropertyEntry } from '../graph/store.ts';
import { misfit, noElementType } from './typed-problems.ts';
import { visitEdges, visitNodes } from './visit-elements.ts';

/** Elements of a graph of a closed type that are to be looked at, one by one. */
export class TypedElements {
  readonly #write: GraphWrite;
  readonly #rules: GraphTypeRules;
  readonly #nodes = new Set<number>();
  readonly #edges = new Set<number>();
  /** Nodes that may have become of another type, which their edges depend on. */
  readonly #moved = new Set<number>();

  constructor(write: GraphWrite, rules: GraphTypeRules) {
    this.#write = write;
    this.#rules = rules;
  }

  addNode(slot: number, isMoved = false): void {
    this.#nodes.add(slot);
    if (isMoved) this.#moved.add(slot);
  }

  addEdge(edge: number): void {
    this.#edges.add(edge);
  }

  addAll(): void {
    const { reader } = this.#write;
    visitNodes(reader, (slot) => this.#nodes.add(slot));
    visitEdges(reader, (edge) => this.#edges.add(edge));
  }

  /** The edges that have all of these labels. */
  addLabelledEdges(labels: readonly string[]): void {
    const { reader } = this.#write;
    visitEdges(reader, (edge) => {
      const own = reader.edgeLabels(edge);
      if (labels.every((label) => own.includes(label))) this.#edges.add(edge);
    });
  }

  /** G2000 for the first that does not conform. */
  check(): void {
    for (const slot of this.#moved) if (this.#write.reader.isNode(slot)) this.#addEdgesAt(slot);
    for (const slot of this.#nodes) if (this.#write.reader.isNode(slot)) this.#checkNode(slot);
    for (const edge of this.#edges) if (this.#write.reader.isEdge(edge)) this.#checkEdge(edge);
    this.#moved.clear();
    this.#nodes.clear();
    this.#edges.clear();
  }

  #checkNode(slot: number): void {
    const labels = this.#write.reader.nodeLabels(slot);
    const rules = this.#rules.nodes(labels);
    const properties = this.#nodeProperties(slot);
    const stored = conforming(rules, properties);
    if (stored === undefined) {
      const offender = { kind: 'node', text: printNode(labels), properties } as const;
      const [rule] = rules;
      if (rule !== undefined) throw misfit(offender, rule, printNodeType(rule.type));
      const { nodeTypes } = this.#rules.type;
      throw noElementType(
        offender,
        nodeTypes.map((type) => printNode(type.labels)),
      );
    }
    for (const { name, value } of changed(stored, properties)) {
      this.#write.setNodeProperty(slot, name, value);
    }
  }

  #checkEdge(edge: number): void {
    const { reader } = this.#write;
    const labels = reader.edgeLabels(edge);
    const [source, target] = [reader.edgeSource(edge), reader.edgeTarget(edge)];
    const directed = reader.edgeIsDirected(edge);
    const rules = this.#edgeRules(edge);
    const properties = this.#edgeProperties(edge);
    const stored = conforming(rules, properties);
    if (stored === undefined) {
      const ends = [reader.nodeLabels(source), reader.nodeLabels(target)] as const;
      const text = printEdge(labels, directed, ...ends);
      const [rule] = rules;
      const { type } = this.#rules;
      const offender = { kind: 'edge', text, properties } as const;
      if (rule !== undefined) throw misfit(offender, rule, printEdgeType(rule.type, type));
      throw noElementType(
        offender,
        type.edgeTypes.map((edgeType) => printEdgePattern(edgeType, type)),
      );
    }
    for (const { name, value } of changed(stored, properties)) {
      this.#write.setEdgeProperty(edge, name, value);
    }
  }

  /** The edge types with the labels of the edge between types of the nodes at its ends. */
  #edgeRules(edge: number): readonly EdgeRule[] {
    const { reader } = this.#write;
    const rules = this.#rules.edges(reader.edgeLabels(edge));
    const directed = reader.edgeIsDirected(edge);
    const targets = this.#typesOf(reader.edgeTarget(edge));
    const found = this.#typesOf(reader.edgeSource(edge)).flatMap((source) =>
      targets.flatMap((target) => rules.between(directed, source.index, target.index)),
    );
    return [...new Set(found)];
  }

  #typesOf(slot: number): readonly NodeRule[] {
    const rules = this.#rules.nodes(this.#write.reader.nodeLabels(slot));
    if (rules.length < 2) return rules;
    const properties = this.#nodeProperties(slot);
    return rules.filter((rule) => rule.has(properties));
  }

  #nodeProperties(slot: number): PropertyEntry[] {
    const { reader } = this.#write;
    return reader.nodeKeys(slot).map((key) => ({
      name: reader.propertyName(key),
      value: reader.nodeProperty(slot, key),
    }));
  }

  #edgeProperties(edge: number): PropertyEntry[] {
    const { reader } = this.#write;
    return reader.edgeKeys(edge).map((key) => ({
      name: reader.propertyName(key),
      value: reader.edgeProperty(edge, key),
    }));
  }

  #addEdgesAt(slot: number): void {
    const { reader } = this.#write;
    const all = reader.selectEdges(undefined);
    for (const orientation of ORIENTATIONS) {
      const buffer: ExpandBuffer = {
        count: 0,
        nodes: new Int32Array(BATCH),
        edges: new Float64Array(BATCH),
      };
      reader.expand(slot, all, orientation, buffer);
      for (let i = 0; i < buffer.count; i++) this.#edges.add(buffer.edges[i] as number);
    }
  }
}

const BATCH = 1_024;
const ORIENTATIONS: readonly Orientation[] = ['out', 'in', 'undirected'];

/** The properties as a type stores them that they conform to; numbers change for an only type. */
function conforming(
  rules: readonly ElementRule[],
  properties: readonly PropertyEntry[],
): readonly PropertyEntry[] | undefined {
  const [only] = rules;
  if (rules.length === 1) return only?.stored(properties);
  return rules.some((rule) => rule.has(properties)) ? properties : undefined;
}

function changed(
  stored: readonly PropertyEntry[],
  before: readonly PropertyEntry[],
): readonly PropertyEntry[] {
  return stored.filter(({ value }, i) => value !== before[i]?.value);
}
