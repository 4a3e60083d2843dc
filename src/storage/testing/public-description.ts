import type { GraphReader } from '../../graph/reader.ts';
import { toJsonForm } from '../../values/json-form.ts';

/**
 * What a user can see of a graph, by public ids: equal for a graph and its copy on disk, whose
 * slots and rows may differ.
 */
export function describePublicly(reader: GraphReader): string[] {
  const property = (key: number, form: unknown): string =>
    `${reader.propertyName(key)}=${JSON.stringify(form)}`;
  const nodes = nodesOf(reader).map((slot) => {
    const properties = reader
      .nodeKeys(slot)
      .map((key) => property(key, toJsonForm(reader.nodeProperty(slot, key))));
    const isFound = reader.nodeById(reader.nodeId(slot)) === slot;
    return [
      `node ${reader.nodeId(slot)}${isFound ? '' : ' lost'}`,
      [...reader.nodeLabels(slot)].sort(),
      properties,
    ].join(' | ');
  });
  const edges = edgesOf(reader).map((edge) => {
    const properties = reader
      .edgeKeys(edge)
      .map((key) => property(key, toJsonForm(reader.edgeProperty(edge, key))));
    const ends = [reader.edgeSource(edge), reader.edgeTarget(edge)].map((at) => reader.nodeId(at));
    const isFound = reader.edgeById(reader.edgeId(edge)) === edge;
    return [
      `edge ${reader.edgeId(edge)}${isFound ? '' : ' lost'}`,
      ends.join(reader.edgeIsDirected(edge) ? ' -> ' : ' ~ '),
      [...reader.edgeLabels(edge)].sort(),
      properties,
    ].join(' | ');
  });
  const indexes = reader.indexes().map(({ id: _id, ...index }) => JSON.stringify(index));
  return [...nodes.sort(), ...edges.sort(), ...indexes];
}

function nodesOf(reader: GraphReader): number[] {
  const buffer = { count: 0, nodes: new Int32Array(0) };
  const all = reader.selectNodes(undefined);
  for (let at = 0; at >= 0;) at = reader.scanNodes(all, at, buffer);
  return [...buffer.nodes.subarray(0, buffer.count)];
}

function edgesOf(reader: GraphReader): number[] {
  const buffer = { count: 0, edges: new Float64Array(0) };
  const all = reader.selectEdges(undefined);
  for (let at = 0; at >= 0;) at = reader.scanEdges(all, at, buffer);
  return [...buffer.edges.subarray(0, buffer.count)];
}
