import type { GraphReader } from '../../graph/reader.ts';
import type { JsonForm } from '../../values/json-form.ts';
import { toJsonForm } from '../../values/json-form.ts';
import type { Value } from '../../values/value.ts';

/**
 * All that a graph holds by public ids, as lines: the same for the same graph in any layout of the
 * store, so that states before and after reopening compare.
 */
export function graphText(reader: GraphReader): string[] {
  const lines: string[] = [];
  for (const slot of slotsOf(reader)) {
    const id = reader.nodeId(slot);
    const found = reader.nodeById(id) === slot ? '' : ' lost';
    const read = (key: number): Value => reader.nodeProperty(slot, key);
    const shown = showElement(reader, [reader.nodeLabels(slot), reader.nodeKeys(slot)], read);
    lines.push(`node ${id}${found} ${shown} degrees ${degrees(reader, slot)}`);
  }
  for (const edge of edgesOf(reader)) {
    const id = reader.edgeId(edge);
    const found = reader.edgeById(id) === edge ? '' : ' lost';
    const arrow = reader.edgeIsDirected(edge) ? '->' : '~';
    const [source, target] = [reader.edgeSource(edge), reader.edgeTarget(edge)];
    const ends = `${reader.nodeId(source)}${arrow}${reader.nodeId(target)}`;
    const read = (key: number): Value => reader.edgeProperty(edge, key);
    const shown = showElement(reader, [reader.edgeLabels(edge), reader.edgeKeys(edge)], read);
    lines.push(`edge ${id}${found} ${ends} ${shown}`);
  }
  for (const { name, element, label, properties, unique } of reader.indexes()) {
    lines.push(`index ${JSON.stringify([name, element, label, properties, unique])}`);
  }
  const { nodeCount, edgeCount } = reader.statistics;
  lines.push(`${nodeCount} nodes, ${edgeCount} edges`);
  return lines.sort();
}

/** Of all live nodes. */
export function slotsOf(reader: GraphReader): Int32Array {
  const buffer = { count: 0, nodes: new Int32Array(0) };
  const selection = reader.selectNodes(undefined);
  for (let at = 0; at >= 0;) at = reader.scanNodes(selection, at, buffer);
  return buffer.nodes.slice(0, buffer.count);
}

export function edgesOf(reader: GraphReader): Float64Array {
  const buffer = { count: 0, edges: new Float64Array(0) };
  const selection = reader.selectEdges(undefined);
  for (let at = 0; at >= 0;) at = reader.scanEdges(selection, at, buffer);
  return buffer.edges.slice(0, buffer.count);
}

function degrees(reader: GraphReader, slot: number): string {
  const selection = reader.selectEdges(undefined);
  const orientations = ['out', 'in', 'undirected'] as const;
  return orientations.map((way) => reader.degree(slot, selection, way)).join(' ');
}

function showElement(
  reader: GraphReader,
  [labels, keys]: readonly [readonly string[], readonly number[]],
  read: (key: number) => Value,
): string {
  const properties = keys.map((key): [string, JsonForm] => [
    reader.propertyName(key),
    toJsonForm(read(key)),
  ]);
  properties.sort(([a], [b]) => (a < b ? -1 : 1));
  return `:${[...labels].sort().join('&')} ${JSON.stringify(properties)}`;
}
