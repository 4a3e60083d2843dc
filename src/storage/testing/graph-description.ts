import type { LabelTest } from '../../graph/label-test.ts';
import type { GraphReader, NodeSelection } from '../../graph/reader.ts';
import { equalValues } from '../../values/equality.ts';
import type { Value } from '../../values/value.ts';
import type { Model, ModelElement } from './graph-model.ts';
import {
  EDGE_TESTS,
  incidences,
  NODE_TESTS,
  ORIENTATIONS,
  passes,
  show,
  showElement,
} from './graph-model.ts';

function scanNodes(reader: GraphReader, test: LabelTest | undefined): number[] {
  const buffer = { count: 0, nodes: new Int32Array(0) };
  const selection = reader.selectNodes(test);
  for (let at = 0; at >= 0;) at = reader.scanNodes(selection, at, buffer);
  const slots = [...buffer.nodes.subarray(0, buffer.count)].sort((a, b) => a - b);
  return slots.filter((slot) => reader.acceptsNode(selection, slot));
}

function scanEdges(reader: GraphReader, test: LabelTest | undefined): number[] {
  const buffer = { count: 0, edges: new Float64Array(0) };
  const selection = reader.selectEdges(test);
  for (let at = 0; at >= 0;) at = reader.scanEdges(selection, at, buffer);
  return [...buffer.edges.subarray(0, buffer.count)].sort((a, b) => a - b);
}

/** The same lines as `describeModel`, from what a reader says. */
export function describeReader(reader: GraphReader): string[] {
  const lines: string[] = [];
  const properties = (keys: readonly number[], read: (key: number) => Value): Map<string, Value> =>
    new Map(keys.map((key) => [reader.propertyName(key), read(key)]));
  const nodes = scanNodes(reader, undefined);
  for (const slot of nodes) {
    const id = reader.nodeId(slot);
    if (!reader.isNode(slot) || reader.nodeById(id) !== slot) lines.push(`lost node ${slot}`);
    const read = (key: number): Value => reader.nodeProperty(slot, key);
    const labels = new Set(reader.nodeLabels(slot));
    const node = { id, labels, properties: properties(reader.nodeKeys(slot), read) };
    lines.push(`node ${slot} ${showElement(node)}`);
  }
  for (const edge of scanEdges(reader, undefined)) {
    const id = reader.edgeId(edge);
    if (!reader.isEdge(edge) || reader.edgeById(id) !== edge) lines.push(`lost edge ${edge}`);
    const read = (key: number): Value => reader.edgeProperty(edge, key);
    const labels = new Set(reader.edgeLabels(edge));
    const shown = showElement({ id, labels, properties: properties(reader.edgeKeys(edge), read) });
    const arrow = reader.edgeIsDirected(edge) ? '->' : '~';
    const ends = `${reader.edgeSource(edge)}${arrow}${reader.edgeTarget(edge)}`;
    lines.push(`edge ${edge} ${ends} ${shown}`);
  }
  for (const [t, test] of NODE_TESTS.entries()) {
    lines.push(`nodes ${t}: ${scanNodes(reader, test).join()}`);
  }
  const buffer = { count: 0, nodes: new Int32Array(0), edges: new Float64Array(0) };
  for (const [t, test] of EDGE_TESTS.entries()) {
    lines.push(`edges ${t}: ${scanEdges(reader, test).join()}`);
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

/** Counts that are not what the model says, with both numbers. */
export function wrongCounts(reader: GraphReader, model: Model): unknown[] {
  const { statistics } = reader;
  const nodes = [...model.nodes.values()];
  const edges = [...model.edges.values()];
  const counts: Record<string, readonly [number, number]> = {
    nodes: [statistics.nodeCount, nodes.length],
    edges: [statistics.edgeCount, edges.length],
  };
  const at = (slot: number): ModelElement => model.nodes.get(slot) as ModelElement;
  const all = incidences(model);
  const selections = NODE_TESTS.map((test): [LabelTest | undefined, NodeSelection] => [
    test,
    reader.selectNodes(test),
  ]);
  for (const [t, test] of EDGE_TESTS.entries()) {
    const edgeSelection = reader.selectEdges(test);
    const chosen = edges.filter((edge) => passes(test, edge));
    counts[`edges ${t}`] = [statistics.countEdges(edgeSelection), chosen.length];
    for (const [n, [from, start]] of selections.entries()) {
      const leaving = all.filter(
        ({ slot, found }) => passes(from, at(slot)) && passes(test, found),
      );
      for (const orientation of ORIENTATIONS) {
        const expected = leaving.filter((incidence) => incidence.orientation === orientation);
        const counted = statistics.countIncident(start, edgeSelection, orientation);
        counts[`incident ${n} ${t} ${orientation}`] = [counted, expected.length];
      }
      for (const [m, [to, end]] of selections.entries()) {
        const expected = leaving.filter(
          ({ orientation, other }) => orientation !== 'in' && passes(to, at(other)),
        ).length;
        const counted = statistics.countBetween(start, edgeSelection, end);
        counts[`between ${n} ${t} ${m}`] = [counted, expected];
      }
    }
  }
  for (const [n, [test, selection]] of selections.entries()) {
    const expected = nodes.filter((node) => passes(test, node)).length;
    counts[`nodes ${n}`] = [statistics.countNodes(selection), expected];
  }
  return Object.entries(counts).filter(([, [actual, expected]]) => actual !== expected);
}

/** Look-ups of every value that occurs whose answer is not what the model says. */
export function wrongLookups(reader: GraphReader, model: Model): string[] {
  const wrong: string[] = [];
  for (const { id, label: name, properties, element } of reader.indexes()) {
    const elements: ReadonlyMap<number, ModelElement> =
      element === 'node' ? model.nodes : model.edges;
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
      const sorted = (list: Iterable<number>): string => [...list].sort((a, b) => a - b).join();
      const [actual, wanted] = [sorted(found), sorted(expected.map(([e]) => e))];
      if (actual === wanted) continue;
      wrong.push(`${properties.join()} = ${values.map(show).join()}: ${actual}, not ${wanted}`);
    }
  }
  return wrong;
}

const same = (left: Value, right: Value): boolean => equalValues(left, right) === true;
