import { invariant, unreachable } from '../../base/assert.ts';
import type { LabelTest } from '../../graph/label-test.ts';
import type { BoundNode, BoundPathPattern } from '../../semantics/bound/pattern.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import { EDGE, INT } from '../../values/type.ts';
import { joinConjuncts } from '../expressions/conjuncts.ts';
import { withoutLabel } from '../label-logic.ts';
import { mapPathPattern } from '../logical/pattern-parts.ts';
import type { ExprPlanner, Planned } from '../physical/context.ts';
import type { PhysicalExpr, PhysicalOperator } from '../plan/operator.ts';
import { conjunctsInside, crossingDegree } from './apply-step.ts';
import { equalityValue } from './candidate-steps.ts';
import { distinctFrontier } from './distinct-frontier.ts';
import type { PatternSearch } from './graph.ts';
import { flipped } from './graph.ts';
import type { JoinProblem } from './join-problem.ts';
import { reversePathPattern } from './reverse-path.ts';
import type { CrossEdge, PlacedStep, State, Step } from './steps.ts';
import { variablesRead } from './variables-read.ts';

/** The operators of ordered steps, on top of the rows that the pattern starts from. */
export function emitSteps(
  problem: JoinProblem,
  result: State,
  input: Planned,
  expr: ExprPlanner,
): Planned {
  const emitter = new Emitter(problem, input, expr);
  result.steps.forEach((step, index) => {
    emitter.add(step);
    const frontier = distinctFrontier(problem, result.steps, index, input);
    if (frontier) emitter.distinct(frontier);
  });
  const isComplete =
    result.done.size === problem.graph.connectors.length &&
    result.placed.size === problem.graph.conjuncts.length;
  invariant(isComplete, 'a pattern is evaluated as a whole');
  const { rows } = result;
  const planned = { rows, work: input.work + result.work, operator: emitter.current };
  return emitter.weight === undefined ? planned : { ...planned, weight: emitter.weight };
}

class Emitter {
  current: PhysicalOperator;
  weight: VariableId | undefined;
  readonly #problem: JoinProblem;
  readonly #expr: ExprPlanner;
  readonly #read: ReadonlySet<VariableId>;
  /** What is bound so far, as in the states of the search for an order. */
  #bound: ReadonlySet<VariableId>;
  readonly #placed = new Set<number>();
  readonly #done: number[] = [];
  readonly #computed = new Set<VariableId>();
  readonly #edgeLists = new Map<number, VariableId>();

  constructor(problem: JoinProblem, input: Planned, expr: ExprPlanner) {
    this.#problem = problem;
    this.#expr = expr;
    this.current = input.operator;
    this.weight = input.weight;
    this.#bound = problem.given;
    this.#read = variablesRead(problem);
  }

  add(placedStep: PlacedStep): void {
    const { step, filters, produced, rows } = placedStep;
    const state = { bound: this.#bound, placed: this.#placed };
    const inside =
      step.kind === 'search'
        ? this.#endConditions(step, filters)
        : conjunctsInside(this.#problem, state, step);
    const operator = this.#operator(step, inside);
    if (operator) this.#put(operator, produced);
    for (const index of inside) this.#placed.add(index);
    if (step.kind === 'count') {
      this.#done.push(step.connector);
    } else if ('connector' in step) {
      this.#bindCrossed(step, produced);
    } else if (step.kind !== 'start') {
      this.#bound = new Set([...this.#bound, step.node]);
    }
    this.#computeDerived(produced);
    this.#filter(
      filters.filter((index) => !inside.includes(index)),
      rows,
    );
  }

  distinct(variables: readonly VariableId[]): void {
    const rows = this.#problem.context.estimatedRows.get(this.current) ?? 1;
    this.#put({ kind: 'distinct', input: this.current, variables }, rows);
  }

  #put(operator: PhysicalOperator, rows: number): void {
    this.current = operator;
    this.#problem.context.estimatedRows.set(operator, rows);
  }

  #operator(step: Step, inside: readonly number[]): PhysicalOperator | undefined {
    const input = this.current;
    switch (step.kind) {
      case 'start':
        return undefined;
      case 'check':
        return this.#checkNode(step.node);
      case 'scan': {
        const { labels } = this.#problem.node(step.node);
        return { kind: 'nodeScan', input, node: step.node, ...labelled(labels) };
      }
      case 'seek':
        return this.#seek(step);
      case 'expand':
        return this.#expand(step);
      case 'into':
        return { kind: 'expandInto', ...this.#crossing(step), edgeUsed: this.#uses(step) };
      case 'count':
        return this.#count(step, inside);
      case 'search':
        return this.#search(step, inside);
      default:
        return unreachable(step);
    }
  }

  #checkNode(node: VariableId): PhysicalOperator | undefined {
    const { labels } = this.#problem.node(node);
    if (labels === undefined && !this.#problem.context.canBeNull(node)) return undefined;
    return { kind: 'checkNode', input: this.current, node, ...labelled(labels) };
  }

  #seek(step: Extract<Step, { readonly kind: 'seek' }>): PhysicalOperator {
    const { index, node } = step;
    const labels = withoutLabel(this.#problem.node(node).labels, index.label);
    const values = index.properties.map((property, at) => {
      const conjunct = this.#problem.conjunct(step.conjuncts[at] ?? -1);
      const value = equalityValue(conjunct.expr, node, property);
      invariant(value !== undefined, 'a seek stands for equalities');
      return this.#expr(value);
    });
    const { name, unique } = index;
    this.#problem.context.assume({ kind: 'index', name, unique });
    const input = this.current;
    return { kind: 'nodeSeek', input, node, index: name, unique, values, ...labelled(labels) };
  }

  #expand(step: CrossEdge): PhysicalOperator {
    const toLabels = this.#problem.node(step.to).labels;
    return {
      kind: 'expand',
      ...this.#crossing(step),
      ...(toLabels && { toLabels }),
      edgeUsed: this.#uses(step),
      fanOut: crossingDegree(this.#problem, step).matching,
    };
  }

  #count(step: CrossEdge, inside: readonly number[]): PhysicalOperator {
    const { context, demand } = this.#problem;
    const toLabels = this.#problem.node(step.to).labels;
    const condition = this.#conjunction(inside);
    const properties = { role: 'value', degree: 'singleton', type: INT, notNull: true } as const;
    const weight = context.newVariable(properties);
    const weightIn = this.weight;
    if (demand.multiplicity === 'weighted') this.weight = weight;
    return {
      kind: 'expandCount',
      ...this.#crossing(step),
      ...(toLabels && { toLabels }),
      ...(condition && { condition }),
      ...(weightIn !== undefined && { weightIn }),
      weight,
    };
  }

  #crossing(step: CrossEdge) {
    const { from, to, edge } = step;
    const orientations = from === edge.left ? edge.orientations : flipped(edge.orientations);
    const ends = { input: this.current, from, edge: edge.edge, to, orientations };
    return { ...ends, ...labelled(edge.labels) };
  }

  #uses(step: CrossEdge): boolean {
    return !this.#problem.context.enabled('projection-pruning') || this.#read.has(step.edge.edge);
  }

  /**
   * Predicates on the far end of a search are part of it. That is so even below a selector, which
   * chooses among the paths between two ends: to drop an end drops all of its paths (16.6).
   */
  #endConditions(step: SearchStep, filters: readonly number[]): readonly number[] {
    const { search, reversed, toBound } = step;
    const end = reversed ? search.left : search.right;
    if (toBound || search.left === search.right) return [];
    const inside = new Set([...this.#bound, end]);
    return filters.filter((index) => {
      const { variables, fallible } = this.#problem.conjunct(index);
      return !fallible && variables.has(end) && this.#problem.canEvaluate(variables, inside);
    });
  }

  #search(step: SearchStep, inside: readonly number[]): PhysicalOperator {
    const { search, reversed, toBound, connector } = step;
    const end = reversed ? search.left : search.right;
    const condition = this.#conjunction(inside);
    const labels = toBound ? undefined : this.#problem.node(end).labels;
    const pattern = withEnd(mapPathPattern(search.path, this.#expr), {
      kind: 'node',
      variable: end,
      ...labelled(labels),
      ...(condition && { predicate: condition }),
    });
    const { multiplicity } = this.#problem.demand;
    const ignoresDuplicates = multiplicity === 'any' || multiplicity === 'exists';
    const path = reversed ? reversePathPattern(pattern) : pattern;
    const prunes = this.#problem.context.enabled('projection-pruning');
    const used = [...search.binds].filter((variable) => !prunes || this.#read.has(variable));
    const [from, to] = reversed ? [search.right, search.left] : [search.left, search.right];
    const edges = this.#edgeList(connector, search);
    return {
      kind: 'pathSearch',
      input: this.current,
      path,
      from,
      to,
      toBound: toBound || from === to,
      reversed,
      differentEdges: search.differentEdges,
      used,
      endsOnly: ignoresDuplicates && used.length === 0 && edges === undefined,
      ...(edges !== undefined && { edges }),
    };
  }

  /** A list of the edges crossed, where other connectors have to be compared with it. */
  #edgeList(connector: number, search: PatternSearch): VariableId | undefined {
    if ((this.#problem.coincidences[connector]?.size ?? 0) === 0) return undefined;
    invariant(search.kind === 'search', 'edges of a single crossing are a variable');
    const variable = this.#problem.context.newVariable({
      role: 'edge',
      degree: 'group',
      type: { kind: 'list', element: EDGE, group: true },
      notNull: true,
    });
    this.#edgeLists.set(connector, variable);
    return variable;
  }

  #bindCrossed(step: Extract<Step, { readonly connector: number }>, rows: number): void {
    const bound = new Set(this.#bound);
    if (step.kind === 'search') {
      const { left, right, binds } = step.search;
      for (const variable of [left, right, ...binds]) bound.add(variable);
    } else {
      bound.add(step.edge.edge).add(step.to);
    }
    this.#bound = bound;
    this.#keepApart(step.connector, rows);
    this.#done.push(step.connector);
  }

  #keepApart(connector: number, rows: number): void {
    const possible = this.#problem.coincidences[connector];
    const others = this.#done.filter((other) => possible?.has(other));
    if (others.length === 0) return;
    this.#put(
      {
        kind: 'differentEdges',
        input: this.current,
        edge: this.#edgeOf(connector),
        others: others.map((other) => this.#edgeOf(other)),
      },
      rows,
    );
  }

  #edgeOf(place: number): VariableId {
    const connector = this.#problem.graph.connectors[place];
    const variable = connector?.kind === 'edge' ? connector.edge : this.#edgeLists.get(place);
    invariant(variable !== undefined, 'edges that are compared have a variable');
    return variable;
  }

  #computeDerived(rows: number): void {
    const bindings = this.#problem.graph.derived.filter(({ variable, inputs }) => {
      if (this.#computed.has(variable)) return false;
      if (!this.#problem.canEvaluate(inputs, this.#bound)) return false;
      this.#computed.add(variable);
      this.#bound = new Set([...this.#bound, variable]);
      return this.#read.has(variable);
    });
    if (bindings.length === 0) return;
    const planned = bindings.map(({ variable, value }) => ({ variable, value: this.#expr(value) }));
    this.#put({ kind: 'extend', input: this.current, bindings: planned }, rows);
  }

  #filter(filters: readonly number[], rows: number): void {
    for (const index of filters) this.#placed.add(index);
    const condition = this.#conjunction(filters);
    if (condition) this.#put({ kind: 'filter', input: this.current, condition }, rows);
  }

  #conjunction(indexes: readonly number[]): PhysicalExpr | undefined {
    return joinConjuncts(indexes.map((index) => this.#expr(this.#problem.conjunct(index).expr)));
  }
}

type SearchStep = Extract<Step, { readonly kind: 'search' }>;

/** The path with what is known of one of its two ends, which are bare otherwise. */
function withEnd(
  path: BoundPathPattern<PhysicalOperator>,
  end: BoundNode<PhysicalOperator>,
): BoundPathPattern<PhysicalOperator> {
  const { expression } = path;
  invariant(expression.kind === 'concatenation', 'a search is between two nodes');
  const { elements } = expression;
  const last = elements.length - 1;
  const changed = elements.map((element, at) => {
    const isEnd = (at === 0 || at === last) && element.kind === 'node';
    if (!isEnd || element.variable !== end.variable) return element;
    const predicate = joinConjuncts([end.predicate, element.predicate].filter(isPresent));
    return predicate ? { ...end, predicate } : end;
  });
  return { ...path, expression: { ...expression, elements: changed } };
}

function isPresent<T>(value: T | undefined): value is T {
  return value !== undefined;
}

function labelled(labels: LabelTest | undefined): { readonly labels?: LabelTest } {
  return labels ? { labels } : {};
}
