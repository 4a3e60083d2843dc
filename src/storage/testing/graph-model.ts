import type { LabelTest } from '../../graph/label-test.ts';
import { matchesLabels } from '../../graph/label-test.ts';
import type { Orientation } from '../../graph/reader.ts';
import { formatValue } from '../../values/text.ts';
import type { Value } from '../../values/value.ts';

/** The same graph in the plainest form: what the store must look like in every state. */
export interface ModelElement {
  readonly id: number;
  readonly labels: ReadonlySet<string>;
  readonly properties: ReadonlyMap<string, Value>;
}

export interface ModelEdge extends ModelElement {
  readonly directed: boolean;
  readonly source: number;
  readonly target: number;
}

/** Elements are never changed, only replaced, so a copy of the maps is a copy of the state. */
export interface Model {
  readonly nodes: Map<number, ModelElement>;
  readonly edges: Map<number, ModelEdge>;
  /** An emptied graph numbers its elements anew, so its numbers mean others than before. */
  generation: number;
}

export function copyModel(model: Model): Model {
  return { ...model, nodes: new Map(model.nodes), edges: new Map(model.edges) };
}

export const NODE_LABELS = ['A', 'B', 'C'];
export const EDGE_LABELS = ['R', 'S'];
export const PROPERTIES = ['int', 'text', 'mixed', 'unique'];
export const ORIENTATIONS: readonly Orientation[] = ['out', 'in', 'undirected'];

const label = (name: string): LabelTest => ({ kind: 'label', name });
export const NODE_TESTS: readonly (LabelTest | undefined)[] = [
  undefined,
  label('A'),
  label('B'),
  { kind: 'and', left: label('A'), right: label('B') },
  { kind: 'or', left: label('C'), right: { kind: 'not', operand: label('A') } },
  { kind: 'any' },
];
export const EDGE_TESTS: readonly (LabelTest | undefined)[] = [undefined, label('R'), label('S')];

export const passes = (test: LabelTest | undefined, { labels }: ModelElement): boolean =>
  test === undefined || matchesLabels(test, (name) => labels.has(name), labels.size);

export const show = (value: Value): string => `${typeof value} ${formatValue(value)}`;

export function showElement({ id, labels, properties }: ModelElement): string {
  const entries = [...properties].map(([name, value]) => `${name}: ${show(value)}`);
  return `#${id} :${[...labels].sort().join('&')} {${entries.sort().join(', ')}}`;
}

/** Everything that the contract lets one see of a graph, as lines that compare. */
export function describeModel(model: Model): string[] {
  const lines: string[] = [];
  const all = incidences(model);
  const nodes = [...model.nodes].sort(([a], [b]) => a - b);
  const edges = [...model.edges].sort(([a], [b]) => a - b);
  for (const [slot, node] of nodes) lines.push(`node ${slot} ${showElement(node)}`);
  for (const [edge, found] of edges) {
    const arrow = found.directed ? '->' : '~';
    lines.push(`edge ${edge} ${found.source}${arrow}${found.target} ${showElement(found)}`);
  }
  for (const [t, test] of NODE_TESTS.entries()) {
    lines.push(
      `nodes ${t}: ${nodes
        .filter(([, node]) => passes(test, node))
        .map(([slot]) => slot)
        .join()}`,
    );
  }
  for (const [t, test] of EDGE_TESTS.entries()) {
    lines.push(
      `edges ${t}: ${edges
        .filter(([, edge]) => passes(test, edge))
        .map(([edge]) => edge)
        .join()}`,
    );
    const ends = new Map<string, string[]>();
    for (const { slot, orientation, other, edge, found } of all) {
      if (!passes(test, found)) continue;
      const place = `${slot} ${orientation}`;
      ends.set(place, [...(ends.get(place) ?? []), `${edge}:${other}`]);
    }
    for (const orientation of ORIENTATIONS) {
      for (const [slot] of nodes) {
        const found = ends.get(`${slot} ${orientation}`) ?? [];
        lines.push(`${slot} ${orientation} ${t} (${found.length}): ${found.sort().join(' ')}`);
      }
    }
  }
  const names = (elements: Iterable<ModelElement>): string =>
    [...new Set([...elements].flatMap(({ labels }) => [...labels]))].sort().join(' ');
  lines.push(`labels ${names(model.nodes.values())} | ${names(model.edges.values())}`);
  return lines;
}

/** An edge as it is crossed from one of its ends. */
export interface Incidence {
  readonly slot: number;
  readonly orientation: Orientation;
  readonly other: number;
  readonly edge: number;
  readonly found: ModelEdge;
}

export function incidences(model: Model): Incidence[] {
  return [...model.edges].flatMap(([edge, found]) => {
    const { source, target, directed } = found;
    const at = (slot: number, orientation: Orientation, other: number): Incidence => ({
      ...{ slot, orientation, other, edge, found },
    });
    if (directed) return [at(source, 'out', target), at(target, 'in', source)];
    const first = at(source, 'undirected', target);
    return source === target ? [first] : [first, at(target, 'undirected', source)];
  });
}
