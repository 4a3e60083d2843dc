import { parseExpression } from '../../src/syntax/parse.ts';
import { Context, defaultReferenceOptions, emptyScope } from '../reference/context.ts';
import { evaluate } from '../reference/expressions.ts';
import { ReferenceGraph } from '../reference/graph.ts';
import type { Value } from '../../src/values/value.ts';
import type { Dice } from './dice.ts';

/** A small graph as plain data; property values are GQL literals. */
export interface GraphSpec {
  readonly nodes: readonly NodeSpec[];
  readonly edges: readonly EdgeSpec[];
}

export interface NodeSpec {
  readonly labels: readonly string[];
  readonly properties: Readonly<Record<string, string>>;
}

/** `source` and `target` are places in the list of nodes. */
export interface EdgeSpec extends NodeSpec {
  readonly source: number;
  readonly target: number;
  readonly directed: boolean;
}

export const NODE_LABELS = ['A', 'B', 'C'];
export const EDGE_LABELS = ['R', 'S'];

/**
 * Values of all kinds for `x`, but no two that are equal and of different types (1 and 1.0): which
 * of them DISTINCT keeps is open.
 */
const MIXED = [
  ...['1', '2', '3', '2.5e0', '0.5', `'a'`, `'b'`, 'TRUE', '[1, 2]', `''`],
  ...[`DATE '2024-02-29'`, `DURATION 'P1M'`, `DURATION 'PT36H'`, `DATETIME '2024-02-29T12:30:00'`],
];
/** Exact numbers that no float holds. */
const AMOUNTS = ['0.1', '0.2', '1.25', '12345678901234567890.5', '9007199254740993', '-0.3'];
export const DATES = ['2023-12-31', '2024-01-31', '2024-02-29', '2024-02-29'];
const STRINGS = [`'a'`, `'b'`, `'ab'`, `'B'`];

export function randomGraph(dice: Dice): GraphSpec {
  const size = dice.weighted([
    [0.3, () => 0],
    [1, () => 1],
    [2, () => 2],
    [12, () => dice.between(3, 6)],
  ]);
  const nodes = dice.times(size, (i) => ({
    labels: dice.some(NODE_LABELS, 0.55),
    properties: properties(dice, i),
  }));
  const edgeCount = size === 0 ? 0 : dice.between(Math.min(size, 3), Math.min(8, size * 2));
  const edges = dice.times(edgeCount, (i) => randomEdge(dice, size, 10 + i));
  return { nodes, edges };
}

/** A few ends in many edges, so that loops and parallel edges are frequent. */
function randomEdge(dice: Dice, size: number, id: number): EdgeSpec {
  const source = dice.int(size);
  return {
    source,
    target: dice.chance(0.15) ? source : dice.int(size),
    directed: dice.chance(0.8),
    labels: dice.chance(0.1) ? dice.some(EDGE_LABELS, 0.5) : [dice.pick(EDGE_LABELS)],
    properties: properties(dice, id),
  };
}

function properties(dice: Dice, id: number): Record<string, string> {
  const result: Record<string, string> = { id: String(id) };
  if (dice.chance(0.8)) result['y'] = String(dice.between(0, 3));
  if (dice.chance(0.6)) result['x'] = dice.chance(0.5) ? dice.pick(['1', '2']) : dice.pick(MIXED);
  if (dice.chance(0.5)) result['s'] = dice.pick(STRINGS);
  if (dice.chance(0.3)) result['m'] = dice.pick(AMOUNTS);
  if (dice.chance(0.4)) result['d'] = `DATE '${dice.pick(DATES)}'`;
  return result;
}

/** Indexes on nodes for some graphs; `id` is unique. */
export function randomIndexes(dice: Dice): string[] {
  if (dice.chance(0.6)) return [];
  const all = NODE_LABELS.flatMap((label) =>
    ['y', 'x', 'd', 'm', 'y, s', 'id'].map((properties, i) => {
      const list = properties.split(', ').map((name) => `n.${name}`);
      const unique = properties === 'id' && dice.chance(0.5) ? 'UNIQUE ' : '';
      return `CREATE ${unique}INDEX ${label}${i} FOR (n:${label}) ON (${list.join(', ')})`;
    }),
  );
  return dice.some(all, 0.4);
}

/** The INSERT that builds the graph; empty for the empty graph. */
export function insertText({ nodes, edges }: GraphSpec): string {
  const filler = ({ labels, properties: all }: NodeSpec): string => {
    const pairs = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
    const list = pairs.length === 0 ? '' : ` {${pairs.join(', ')}}`;
    return `${labels.length === 0 ? '' : `:${labels.join('&')}`}${list}`;
  };
  const elements = [
    ...nodes.map((node, i) => `(n${i}${filler(node)})`),
    ...edges.map((edge) => {
      const inner = `[${filler(edge).trim()}]`;
      const arrow = edge.directed ? `-${inner}->` : `~${inner}~`;
      return `(n${edge.source})${arrow}(n${edge.target})`;
    }),
  ];
  return elements.length === 0 ? '' : `INSERT ${elements.join(', ')}`;
}

/** The same graph for the reference evaluator, built without INSERT. */
export function referenceGraph({ nodes, edges }: GraphSpec): ReferenceGraph {
  const graph = new ReferenceGraph();
  const values = (all: Readonly<Record<string, string>>): [string, Value][] =>
    Object.entries(all).map(([name, text]) => [name, literal(text)]);
  for (const node of nodes) graph.addNode(node.labels, values(node.properties));
  for (const edge of edges) {
    const { source, target, directed } = edge;
    graph.addEdge({ source, target, directed }, edge.labels, values(edge.properties));
  }
  return graph;
}

const literals = new Map<string, Value>();

function literal(text: string): Value {
  let value = literals.get(text);
  if (value === undefined) {
    const context = new Context(new ReferenceGraph(), defaultReferenceOptions);
    value = evaluate(parseExpression(text), emptyScope, context);
    literals.set(text, value);
  }
  return value;
}

/** The graph without one node and its edges. */
export function withoutNode({ nodes, edges }: GraphSpec, place: number): GraphSpec {
  const moved = (end: number): number => (end > place ? end - 1 : end);
  return {
    nodes: nodes.filter((_, i) => i !== place),
    edges: edges
      .filter(({ source, target }) => source !== place && target !== place)
      .map((edge) => ({ ...edge, source: moved(edge.source), target: moved(edge.target) })),
  };
}

export function describeGraph(spec: GraphSpec): string {
  return insertText(spec) || '(empty graph)';
}
