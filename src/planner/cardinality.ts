import type { LabelTest } from '../graph/label-test.ts';
import type { EdgeSelection, GraphReader, NodeSelection, Orientation } from '../graph/reader.ts';
import type { VariableId } from '../semantics/bound/variable.ts';
import type { LogicalExpr } from './plan/operator.ts';
import { freeVariables } from './expressions/variables.ts';

/** Guesses where the statistics say nothing. */
const GUESS = {
  equality: 0.1,
  range: 0.3,
  inequality: 0.9,
  text: 0.1,
  other: 0.5,
} as const;

/** The labels that a pattern demands of a variable, for those that are nodes. */
export type LabelsOf = (variable: VariableId) => { readonly labels?: LabelTest } | undefined;

/**
 * Estimates from the store's statistics, after Selinger et al. (SIGMOD 1979): independence of
 * predicates, uniform values. A plan is right whatever they say; an empty or stale graph costs
 * only speed.
 */
export class Cardinality {
  readonly #reader: GraphReader;
  readonly #nodes = new Map<string, NodeSelection>();
  readonly #edges = new Map<string, EdgeSelection>();

  constructor(reader: GraphReader) {
    this.#reader = reader;
  }

  nodeSelection(labels: LabelTest | undefined): NodeSelection {
    return memoize(this.#nodes, labels, () => this.#reader.selectNodes(labels));
  }

  edgeSelection(labels: LabelTest | undefined): EdgeSelection {
    return memoize(this.#edges, labels, () => this.#reader.selectEdges(labels));
  }

  nodes(labels: LabelTest | undefined): number {
    return this.#reader.statistics.countNodes(this.nodeSelection(labels));
  }

  edges(labels: LabelTest | undefined): number {
    return this.#reader.statistics.countEdges(this.edgeSelection(labels));
  }

  /** The share of all nodes that pass. */
  share(labels: LabelTest | undefined): number {
    const all = this.#reader.statistics.nodeCount;
    return all === 0 ? 1 : this.nodes(labels) / all;
  }

  /** Edges at a node on average: all of them, and those whose other end passes a test. */
  degree(
    from: LabelTest | undefined,
    edges: LabelTest | undefined,
    to: LabelTest | undefined,
    orientations: readonly Orientation[],
  ): { readonly all: number; readonly matching: number } {
    const { statistics } = this.#reader;
    const count = this.nodes(from);
    if (count === 0) return { all: 0, matching: 0 };
    const [source, crossed, target] = [
      this.nodeSelection(from),
      this.edgeSelection(edges),
      this.nodeSelection(to),
    ];
    let all = 0;
    let matching = 0;
    for (const orientation of orientations) {
      const incident = statistics.countIncident(source, crossed, orientation);
      all += incident;
      if (to === undefined) matching += incident;
      else if (orientation === 'out') matching += statistics.countBetween(source, crossed, target);
      else if (orientation === 'in') matching += statistics.countBetween(target, crossed, source);
      else matching += incident * this.share(to);
    }
    return { all: all / count, matching: matching / count };
  }

  /** The estimated share of rows for which a condition is true. */
  selectivity(condition: LogicalExpr, labelsOf: LabelsOf): number {
    switch (condition.kind) {
      case 'constant':
        return condition.value === true ? 1 : 0;
      case 'and':
        return (
          this.selectivity(condition.left, labelsOf) * this.selectivity(condition.right, labelsOf)
        );
      case 'or': {
        const left = this.selectivity(condition.left, labelsOf);
        const right = this.selectivity(condition.right, labelsOf);
        return left + right - left * right;
      }
      case 'not':
        return 1 - this.selectivity(condition.operand, labelsOf);
      case 'compare':
        return this.#comparison(condition, labelsOf);
      case 'isNull': {
        const present = this.#presence(condition.operand, labelsOf);
        return condition.negated ? present : 1 - present;
      }
      case 'isLabeled': {
        const share = this.share(condition.test);
        return condition.negated ? 1 - share : share;
      }
      case 'call':
        return condition.name === 'IN' ? 2 * GUESS.equality : GUESS.text;
      default:
        return GUESS.other;
    }
  }

  /** The share of the nodes that one value of a property stands for. */
  equality(labels: LabelTest | undefined, property: string): number {
    const selection = this.nodeSelection(labels);
    const key = this.#reader.propertyKey(property);
    return 1 / Math.max(1, this.#reader.statistics.distinctValues(selection, key));
  }

  /** Whether every node that passes the test has the property, exactly. */
  allPresent(labels: LabelTest | undefined, property: string): boolean {
    const selection = this.nodeSelection(labels);
    const key = this.#reader.propertyKey(property);
    return key >= 0 && this.#reader.statistics.presence(selection, key) === 1;
  }

  #comparison(
    condition: Extract<LogicalExpr, { readonly kind: 'compare' }>,
    labelsOf: LabelsOf,
  ): number {
    const { operator, left, right } = condition;
    if (operator === '<>') return GUESS.inequality;
    const sides = [nodeProperty(left, labelsOf), nodeProperty(right, labelsOf)];
    if (operator === '=') {
      const shares = sides.map((side) => side && this.equality(side.labels, side.property));
      const known = shares.filter((share) => share !== undefined);
      return known.length > 0 ? Math.min(...known) : GUESS.equality;
    }
    const [property] = sides;
    const bound = numberOf(right);
    if (property && bound !== undefined) {
      return this.#below(property, bound, operator.startsWith('<')) ?? GUESS.range;
    }
    return GUESS.range;
  }

  #below(side: NodeProperty, bound: number, below: boolean): number | undefined {
    const key = this.#reader.propertyKey(side.property);
    if (key < 0) return undefined;
    const range = this.#reader.statistics.range(this.nodeSelection(side.labels), key);
    if (range === undefined || !(range.max > range.min)) return undefined;
    const share = Math.min(1, Math.max(0, (bound - range.min) / (range.max - range.min)));
    return below ? share : 1 - share;
  }

  #presence(operand: LogicalExpr, labelsOf: LabelsOf): number {
    const side = nodeProperty(operand, labelsOf);
    if (side === undefined) return GUESS.inequality;
    const key = this.#reader.propertyKey(side.property);
    if (key < 0) return 0;
    return this.#reader.statistics.presence(this.nodeSelection(side.labels), key);
  }
}

interface NodeProperty {
  readonly labels: LabelTest | undefined;
  readonly property: string;
}

/** The number in the text, even where other texts with other numbers share the plan. */
function numberOf(expr: LogicalExpr): number | undefined {
  if (expr.kind === 'parameter') return expr.typical;
  return expr.kind === 'constant' && typeof expr.value === 'number' ? expr.value : undefined;
}

/** `n.p`, or a function of it alone such as LOWER(n.p), which has about as many values. */
function nodeProperty(expr: LogicalExpr, labelsOf: LabelsOf): NodeProperty | undefined {
  if (expr.kind === 'property' && expr.object.kind === 'variable') {
    const node = labelsOf(expr.object.variable);
    return node && { labels: node.labels, property: expr.name };
  }
  if (expr.kind !== 'call' || freeVariables(expr).size !== 1) return undefined;
  const properties = expr.arguments.map((argument) => nodeProperty(argument, labelsOf));
  return properties.find((found) => found !== undefined);
}

function memoize<T>(known: Map<string, T>, labels: LabelTest | undefined, make: () => T): T {
  const key = JSON.stringify(labels ?? null);
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    known.set(key, value);
  }
  return value;
}
