import type { GraphWrite } from '../graph/database-store.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { PropertyEntry } from '../graph/store.ts';
import { visitEdges, visitNodes } from './visit-elements.ts';

/** All elements of one graph into another (CREATE GRAPH … AS COPY OF); indexes stay behind. */
export function copyGraph(from: GraphReader, to: GraphWrite): void {
  const entry = (key: number, value: PropertyEntry['value']): PropertyEntry => ({
    name: from.propertyName(key),
    value,
  });
  /** The new slots by the old ones. */
  const slots = new Map<number, number>();
  visitNodes(from, (slot) => {
    const properties = from.nodeKeys(slot).map((key) => entry(key, from.nodeProperty(slot, key)));
    slots.set(slot, to.insertNode(from.nodeLabels(slot), properties));
  });
  visitEdges(from, (edge) => {
    const properties = from.edgeKeys(edge).map((key) => entry(key, from.edgeProperty(edge, key)));
    to.insertEdge({
      labels: from.edgeLabels(edge),
      directed: from.edgeIsDirected(edge),
      source: slots.get(from.edgeSource(edge)) as number,
      target: slots.get(from.edgeTarget(edge)) as number,
      properties,
    });
  });
}
