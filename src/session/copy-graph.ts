import type { GraphWrite } from '../graph/database-store.ts';
import type { EdgeBuffer, GraphReader, NodeBuffer } from '../graph/reader.ts';
import type { PropertyEntry } from '../graph/store.ts';

/** All elements of one graph into another (CREATE GRAPH … AS COPY OF); indexes stay behind. */
export function copyGraph(from: GraphReader, to: GraphWrite): void {
  const slots = copyNodes(from, to);
  const all = from.selectEdges(undefined);
  const buffer: EdgeBuffer = { count: 0, edges: new Float64Array(BATCH) };
  for (let cursor = 0; cursor >= 0;) {
    buffer.count = 0;
    cursor = from.scanEdges(all, cursor, buffer);
    for (let i = 0; i < buffer.count; i++) {
      const edge = buffer.edges[i] as number;
      const properties = from
        .edgeKeys(edge)
        .map((key): PropertyEntry => entry(from, key, from.edgeProperty(edge, key)));
      to.insertEdge({
        labels: from.edgeLabels(edge),
        directed: from.edgeIsDirected(edge),
        source: slots.get(from.edgeSource(edge)) as number,
        target: slots.get(from.edgeTarget(edge)) as number,
        properties,
      });
    }
  }
}

/** The new slots by the old ones. */
function copyNodes(from: GraphReader, to: GraphWrite): Map<number, number> {
  const slots = new Map<number, number>();
  const all = from.selectNodes(undefined);
  const buffer: NodeBuffer = { count: 0, nodes: new Int32Array(BATCH) };
  for (let cursor = 0; cursor >= 0;) {
    buffer.count = 0;
    cursor = from.scanNodes(all, cursor, buffer);
    for (let i = 0; i < buffer.count; i++) {
      const slot = buffer.nodes[i] as number;
      const properties = from
        .nodeKeys(slot)
        .map((key): PropertyEntry => entry(from, key, from.nodeProperty(slot, key)));
      slots.set(slot, to.insertNode(from.nodeLabels(slot), properties));
    }
  }
  return slots;
}

function entry(from: GraphReader, key: number, value: PropertyEntry['value']): PropertyEntry {
  return { name: from.propertyName(key), value };
}

const BATCH = 1_024;
