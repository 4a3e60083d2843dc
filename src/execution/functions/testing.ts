import { seededRandom } from '../../base/random.ts';
import type { Value } from '../../values/value.ts';
import { EdgeValue, NodeValue, RecordValue } from '../../values/value.ts';
import type { ElementReader, EvaluationContext } from './context.ts';

/**
 * For tests: a graph of three nodes 0–2 in the graph 1. Edge 0 leads from node 0 to 1, edge 1 from
 * 1 to 2, edge 2 joins 0 and 2 without direction.
 */
const ENDS: readonly (readonly [number, number])[] = [
  [0, 1],
  [1, 2],
  [0, 2],
];
const NODE_NAMES: readonly string[] = ['Ada', 'Bob', 'Cy'];

const reader: ElementReader = {
  labels: (element) => {
    if (element instanceof NodeValue) return element.slot === 2 ? [] : ['Person', 'Admin'];
    return element.edge === 2 ? [] : ['KNOWS'];
  },
  property: (element, name) => propertiesOf(element).get(name) ?? null,
  properties: propertiesOf,
  elementId: (element) => (element instanceof NodeValue ? `n${element.slot}` : `e${element.edge}`),
  isDirected: (edge) => edge.edge !== 2,
  source: (edge) => new NodeValue(edge.graph, ENDS[edge.edge]?.[0] ?? -1),
  destination: (edge) => new NodeValue(edge.graph, ENDS[edge.edge]?.[1] ?? -1),
};

function propertiesOf(element: NodeValue | EdgeValue): RecordValue {
  if (element instanceof EdgeValue) return new RecordValue(['since'], [2020 + element.edge]);
  const name: Value = NODE_NAMES[element.slot] ?? null;
  return new RecordValue(['name', 'age'], [name, 30 + element.slot]);
}

/** 2024-02-29T12:34:56.789Z, seen from Berlin. */
export const testContext: EvaluationContext = {
  requestTimeNs: 1_709_210_096_789_000_000n,
  timeZone: 'Europe/Berlin',
  random: seededRandom(7),
  callFunction: () => null,
  graph: reader,
};
