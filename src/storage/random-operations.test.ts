import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { GqlError } from '../base/errors.ts';
import type { Random } from '../base/random.ts';
import { seededRandom } from '../base/random.ts';
import type { LabelTest } from '../graph/label-test.ts';
import { matchesLabels } from '../graph/label-test.ts';
import type { GraphReader, NodeSelection, Orientation } from '../graph/reader.ts';
import type { GraphSnapshot, WriteTransaction } from '../graph/store.ts';
import { equalValues } from '../values/equality.ts';
import { formatValue } from '../values/text.ts';
import type { Value } from '../values/value.ts';
import { Float } from '../values/value.ts';
import type { ColumnarStore } from './columnar-store.ts';
import { createGraphStore } from './columnar-store.ts';

/** The same graph in the plainest form: what the store must look like in every state. */
interface ModelElement {
  readonly id: number;
  readonly labels: ReadonlySet<string>;
  readonly properties: ReadonlyMap<string, Value>;
}

interface ModelEdge extends ModelElement {
  readonly directed: boolean;
  readonly source: number;
  readonly target: number;
}

/** Elements are never changed, only replaced, so a copy of the maps is a copy of the state. */
interface Model {
  readonly nodes: Map<number, ModelElement>;
  readonly edges: Map<number, ModelEdge>;
  indexed: boolean;
}

function copy(model: Model): Model {
  return { ...model, nodes: new Map(model.nodes), edges: new Map(model.edges) };
}

const NODE_LABELS = ['A', 'B', 'C'];
const EDGE_LABELS = ['R', 'S'];
const PROPERTIES = ['int', 'text', 'mixed', 'unique'];
const ORIENTATIONS: readonly Orientation[] = ['out', 'in', 'undirected'];

const label = (name: string): LabelTest => ({ kind: 'label', name });
const NODE_TESTS: readonly (LabelTest | undefined)[] = [
  undefined,
  label('A'),
  label('B'),
  { kind: 'and', left: label('A'), right: label('B') },
  { kind: 'or', left: label('C'), right: { kind: 'not', operand: label('A') } },
  { kind: 'any' },
];
const EDGE_TESTS: readonly (LabelTest | undefined)[] = [undefined, label('R'), label('S')];

const passes = (test: LabelTest | undefined, { labels }: ModelElement): boolean =>
  test === undefined || matchesLabels(test, (name) => labels.has(name), labels.size);

const show = (value: Value): string => `${typeof value} ${formatValue(value)}`;

function showElement({ id, labels, properties }: ModelElement): string {
  const entries = [...properties].map(([name, value]) => `${name}: ${show(value)}`);
  return `#${id} :${[...labels].sort().join('&')} {${entries.sort().join(', ')}}`;
}

/** Everything that the contract lets one see of a graph, as lines that compare. */
function describeModel(model: Model): string[] {
  const lines: string[] = [];
  const nodes = [...model.nodes].sort(([a], [b]) => a - b);
  const edges = [...model.edges].sort(([a], [b]) => a - b);
  for (const [slot, node] of nodes) lines.push(`node ${slot} ${showElement(node)}`);
  for (const [edge, found] of edges) {
    const arrow = found.directed ? '->' : '~';
    lines.push(`edge ${edge} ${found.source}${arrow}${found.target} ${showElement(found)}`);
  }
  for (const [t, test] of NODE_TESTS.entries()) {
    lines.push(`nodes ${t}: ${nodes.filter(([, node]) => passes(test, node)).map(([s]) => s)}`);
  }
  for (const [t, test] of EDGE_TESTS.entries()) {
    lines.push(`edges ${t}: ${edges.filter(([, edge]) => passes(test, edge)).map(([e]) => e)}`);
    for (const orientation of ORIENTATIONS) {
      for (const [slot] of nodes) {
        const found = incident(model, slot, orientation).filter(([, edge]) => passes(test, edge));
        const ends = found.map(([edge, { source, target }]) => {
          const other = orientation === 'in' || (source !== slot && target === slot);
          return `${edge}:${other ? source : target}`;
        });
        lines.push(`${slot} ${orientation} ${t} (${ends.length}): ${ends.sort().join(' ')}`);
      }
    }
  }
  const names = (elements: Iterable<ModelElement>): string =>
    [...new Set([...elements].flatMap(({ labels }) => [...labels]))].sort().join(' ');
  lines.push(`labels ${names(model.nodes.values())} | ${names(model.edges.values())}`);
  return lines;
}

function incident(model: Model, slot: number, orientation: Orientation): [number, ModelEdge][] {
  return [...model.edges].filter(([, { directed, source, target }]) => {
    if (directed !== (orientation !== 'undirected')) return false;
    if (orientation === 'out') return source === slot;
    return orientation === 'in' ? target === slot : source === slot || target === slot;
  });
}

function scanNodes(reader: GraphReader, test: LabelTest | undefined): number[] {
  const buffer = { count: 0, nodes: new Int32Array(0) };
  const selection = reader.selectNodes(test);
  for (let at = 0; at >= 0; ) at = reader.scanNodes(selection, at, buffer);
  const slots = [...buffer.nodes.subarray(0, buffer.count)].sort((a, b) => a - b);
  for (const slot of slots) expect(reader.acceptsNode(selection, slot)).toBe(true);
  return slots;
}

function scanEdges(reader: GraphReader, test: LabelTest | undefined): number[] {
  const buffer = { count: 0, edges: new Float64Array(0) };
  const selection = reader.selectEdges(test);
  for (let at = 0; at >= 0; ) at = reader.scanEdges(selection, at, buffer);
  return [...buffer.edges.subarray(0, buffer.count)].sort((a, b) => a - b);
}

function describeReader(reader: GraphReader): string[] {
  const lines: string[] = [];
  const properties = (keys: readonly number[], read: (key: number) => Value): Map<string, Value> =>
    new Map(keys.map((key) => [reader.propertyName(key), read(key)]));
  const nodes = scanNodes(reader, undefined);
  for (const slot of nodes) {
    const id = reader.nodeId(slot);
    expect([reader.isNode(slot), reader.nodeById(id)]).toEqual([true, slot]);
    const read = (key: number): Value => reader.nodeProperty(slot, key);
    const labels = new Set(reader.nodeLabels(slot));
    const node = { id, labels, properties: properties(reader.nodeKeys(slot), read) };
    lines.push(`node ${slot} ${showElement(node)}`);
  }
  for (const edge of scanEdges(reader, undefined)) {
    const id = reader.edgeId(edge);
    expect([reader.isEdge(edge), reader.edgeById(id)]).toEqual([true, edge]);
    const read = (key: number): Value => reader.edgeProperty(edge, key);
    const labels = new Set(reader.edgeLabels(edge));
    const shown = showElement({ id, labels, properties: properties(reader.edgeKeys(edge), read) });
    const arrow = reader.edgeIsDirected(edge) ? '->' : '~';
    const ends = `${reader.edgeSource(edge)}${arrow}${reader.edgeTarget(edge)}`;
    lines.push(`edge ${edge} ${ends} ${shown}`);
  }
  for (const [t, test] of NODE_TESTS.entries()) lines.push(`nodes ${t}: ${scanNodes(reader, test)}`);
  const buffer = { count: 0, nodes: new Int32Array(0), edges: new Float64Array(0) };
  for (const [t, test] of EDGE_TESTS.entries()) {
    lines.push(`edges ${t}: ${scanEdges(reader, test)}`);
    const selection = reader.selectEdges(test);
    for (const orientation of ORIENTATIONS) {
      for (const slot of nodes) {
        reader.expand(slot, selection, orientation, buffer);
        const ends = Array.from({ length: buffer.count }, (_, i) => {
          return `${buffer.edges[i]}:${buffer.nodes[i]}`;
        });
        const degree = reader.degree(slot, selection, orientation);
        lines.push(`${slot} ${orientation} ${t} (${degree}): ${ends.sort().join(' ')}`);
      }
    }
  }
  const labels = `${reader.nodeLabelNames().join(' ')} | ${reader.edgeLabelNames().join(' ')}`;
  lines.push(`labels ${labels}`);
  return lines;
}

function checkStatistics(reader: GraphReader, model: Model): void {
  const { statistics } = reader;
  const nodes = [...model.nodes.values()];
  const edges = [...model.edges.values()];
  const counts: Record<string, readonly [number, number]> = {
    nodes: [statistics.nodeCount, nodes.length],
    edges: [statistics.edgeCount, edges.length],
  };
  const at = (slot: number): ModelElement => model.nodes.get(slot) as ModelElement;
  const selections = NODE_TESTS.map((test): [LabelTest | undefined, NodeSelection] => [
    test,
    reader.selectNodes(test),
  ]);
  for (const [t, test] of EDGE_TESTS.entries()) {
    const edgeSelection = reader.selectEdges(test);
    const chosen = edges.filter((edge) => passes(test, edge));
    counts[`edges ${t}`] = [statistics.countEdges(edgeSelection), chosen.length];
    for (const [n, [from, start]] of selections.entries()) {
      for (const orientation of ORIENTATIONS) {
        let expected = 0;
        for (const [slot, node] of model.nodes) {
          if (!passes(from, node)) continue;
          const found = incident(model, slot, orientation);
          expected += found.filter(([, edge]) => passes(test, edge)).length;
        }
        const counted = statistics.countIncident(start, edgeSelection, orientation);
        counts[`incident ${n} ${t} ${orientation}`] = [counted, expected];
      }
      for (const [m, [to, end]] of selections.entries()) {
        const leads = (a: number, b: number): boolean => passes(from, at(a)) && passes(to, at(b));
        let expected = 0;
        for (const { source, target, directed } of chosen) {
          if (leads(source, target)) expected++;
          if (!directed && source !== target && leads(target, source)) expected++;
        }
        const counted = statistics.countBetween(start, edgeSelection, end);
        counts[`between ${n} ${t} ${m}`] = [counted, expected];
      }
    }
  }
  for (const [n, [test, selection]] of selections.entries()) {
    const expected = nodes.filter((node) => passes(test, node)).length;
    counts[`nodes ${n}`] = [statistics.countNodes(selection), expected];
    expect(statistics.distinctValues(selection, reader.propertyKey('int'))).toBeGreaterThan(0);
  }
  const wrong = Object.entries(counts).filter(([, [actual, expected]]) => actual !== expected);
  expect(wrong).toEqual([]);
}

function checkIndexes(reader: GraphReader, model: Model): void {
  expect(reader.indexes().length > 0).toBe(model.indexed);
  for (const { id, label: name, properties, element } of reader.indexes()) {
    const elements: ReadonlyMap<number, ModelElement> = element === 'node' ? model.nodes : model.edges;
    const tuples = new Map<string, Value[]>();
    for (const { properties: held } of elements.values()) {
      const values = properties.map((property) => held.get(property) ?? null);
      tuples.set(values.map(show).join(), values);
    }
    for (const values of [...tuples.values(), properties.map(() => 'nowhere')]) {
      const expected = [...elements].filter(
        ([, { labels, properties: held }]) =>
          labels.has(name) &&
          properties.every((property, i) => same(held.get(property) ?? null, values[i] ?? null)),
      );
      const nodes = { count: 0, nodes: new Int32Array(0), edges: new Float64Array(0) };
      if (element === 'node') reader.lookupNodes(id, values, nodes);
      else reader.lookupEdges(id, values, nodes);
      const found = (element === 'node' ? nodes.nodes : nodes.edges).subarray(0, nodes.count);
      const shown = `${properties} = ${values.map(show)}`;
      const sorted = (list: Iterable<number>): number[] => [...list].sort((a, b) => a - b);
      expect([shown, ...sorted(found)]).toEqual([shown, ...sorted(expected.map(([e]) => e))]);
    }
  }
}

const same = (left: Value, right: Value): boolean => equalValues(left, right) === true;
