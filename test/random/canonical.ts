import { Decimal } from 'decimal.js';
import { isList } from '../../src/values/family.ts';
import type { HostElements } from '../../src/values/host.ts';
import { toHost } from '../../src/values/host.ts';
import type { Value } from '../../src/values/value.ts';
import { EdgeValue, Float, NodeValue, PathValue, RecordValue } from '../../src/values/value.ts';
import { Edge, Node, Path } from '../../src/index.ts';
import type { ReferenceElement, ReferenceGraph } from '../reference/graph.ts';

/**
 * One text form for values of the public API and of the reference evaluator. Elements show their
 * content (graphs give each an `id`). Numbers show their value alone: which one of 1 and 1.0 stands
 * for both in a group is open. `bag` sorts lists whose order is open.
 */
export function hostText(value: unknown, bag = false): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Decimal) return value.toFixed();
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) {
    return listText(
      value.map((item: unknown) => hostText(item)),
      bag,
    );
  }
  if (value instanceof Node) return `(${contentText(value.labels, entriesOf(value.properties))})`;
  if (value instanceof Edge) return `[${contentText(value.labels, entriesOf(value.properties))}]`;
  if (value instanceof Path) {
    return value.nodes
      .flatMap((node, i) => [
        hostText(node),
        ...value.edges.slice(i, i + 1).map((e) => hostText(e)),
      ])
      .join('');
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return (value as Printed).toString();
  return `{${entriesOf(value as Readonly<Record<string, unknown>>).join(', ')}}`;
}

/** Dates, times and durations. */
interface Printed {
  toString(): string;
}

function entriesOf(properties: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(properties)
    .map(([name, value]) => `${name}: ${hostText(value)}`)
    .sort();
}

function numberText(value: number): string {
  // −0 and 0 are not distinct.
  return String(Number(value.toPrecision(14)) + 0);
}

function listText(items: readonly string[], bag: boolean): string {
  return `[${(bag ? [...items].sort() : items).join(', ')}]`;
}

function contentText(labels: Iterable<string>, properties: readonly string[]): string {
  return [...[...labels].sort().map((label) => `:${label}`), ...properties].join(' ');
}

/** The same for a value of the reference evaluator. */
export function referenceText(value: Value, graph: ReferenceGraph, bag = false): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Float) return numberText(value.value);
  if (value instanceof Decimal) return value.toFixed();
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'boolean') return String(value);
  if (isList(value)) {
    return listText(
      value.map((item) => referenceText(item, graph)),
      bag,
    );
  }
  if (value instanceof NodeValue) return `(${elementText(graph.node(value.slot), graph)})`;
  if (value instanceof EdgeValue) return `[${elementText(graph.edge(value.edge), graph)}]`;
  if (value instanceof PathValue) return pathText(value, graph);
  if (value instanceof RecordValue) {
    const fields = value.names.map(
      (name, i) => `${name}: ${referenceText(value.values[i] ?? null, graph)}`,
    );
    return `{${fields.sort().join(', ')}}`;
  }
  return hostText(toHost(value, {}, NO_ELEMENTS));
}

/** The values that are left hold no elements. */
const NO_ELEMENTS: HostElements = { node: String, edge: String, path: String, graph: String };

function pathText({ nodes, edges }: PathValue, graph: ReferenceGraph): string {
  return nodes
    .flatMap((node, i) => [
      `(${elementText(graph.node(node), graph)})`,
      ...edges.slice(i, i + 1).map((edge) => `[${elementText(graph.edge(edge), graph)}]`),
    ])
    .join('');
}

export function elementText(
  { labels, properties }: ReferenceElement,
  graph: ReferenceGraph,
): string {
  const all = [...properties].map(([name, value]) => `${name}: ${referenceText(value, graph)}`);
  return contentText(labels, all.sort());
}
