import type { VariableId } from '../../semantics/bound/variable.ts';
import { freeVariables } from '../expressions/variables.ts';
import type { PlanContext, Demand } from '../physical/context.ts';
import type { LogicalExpr } from '../plan/operator.ts';
import type { Conjunct, PatternEdge, PatternGraph, PatternNode } from './graph.ts';
import type { State } from './steps.ts';

/** A pattern to be ordered, with the facts about it that do not depend on the order. */
export class JoinProblem {
  readonly graph: PatternGraph;
  readonly context: PlanContext;
  readonly demand: Demand;
  /** By connector: the others that it may share an edge with if nobody looks. */
  readonly coincidences: readonly ReadonlySet<number>[];
  /** Variables bound by the rows that the pattern starts from. */
  readonly given: ReadonlySet<VariableId>;
  /** By node: the connectors that end at it. */
  readonly #connectorsAt = new Map<VariableId, number[]>();
  readonly #pinned = new Set<VariableId>();
  readonly #local: ReadonlySet<VariableId>;

  constructor(parts: {
    graph: PatternGraph;
    context: PlanContext;
    demand: Demand;
    coincidences: readonly ReadonlySet<number>[];
    given: ReadonlySet<VariableId>;
  }) {
    this.graph = parts.graph;
    this.context = parts.context;
    this.demand = parts.demand;
    this.coincidences = parts.coincidences;
    this.given = parts.given;
    this.#local = localVariables(parts.graph);
    for (const [i, connector] of this.graph.connectors.entries()) {
      for (const end of [connector.left, connector.right]) {
        const others = this.#connectorsAt.get(end);
        if (others === undefined) this.#connectorsAt.set(end, [i]);
        else others.push(i);
      }
      if (connector.kind === 'search') {
        for (const variable of [...connector.binds, ...connector.reads]) this.#pinned.add(variable);
      }
    }
    for (const { inputs } of this.graph.derived) {
      for (const input of inputs) this.#pinned.add(input);
    }
  }

  connectorsAt(node: VariableId): readonly number[] {
    return this.#connectorsAt.get(node) ?? [];
  }

  node(variable: VariableId): PatternNode {
    return this.graph.nodes.get(variable) ?? { variable, given: this.given.has(variable) };
  }

  /** Whether a predicate's variables are there; those from outside of the pattern always are. */
  canEvaluate(variables: Iterable<VariableId>, bound: ReadonlySet<VariableId>): boolean {
    for (const variable of variables) {
      if (this.#local.has(variable) && !bound.has(variable)) return false;
    }
    return true;
  }

  isComputable(expr: LogicalExpr, bound: ReadonlySet<VariableId>): boolean {
    return this.canEvaluate(freeVariables(expr), bound);
  }

  /** Predicates that can be placed now. A fallible one comes after all that stand before it. */
  eligible(
    bound: ReadonlySet<VariableId>,
    placed: ReadonlySet<number>,
    without: readonly number[] = [],
  ): number[] {
    const found: number[] = [];
    let allBefore = true;
    this.graph.conjuncts.forEach((conjunct, index) => {
      if (placed.has(index) || without.includes(index)) return;
      const ready = this.canEvaluate(conjunct.variables, bound);
      if (ready && (allBefore || !conjunct.fallible)) found.push(index);
      else allBefore = false;
    });
    return found;
  }

  conjunct(index: number): Conjunct {
    const conjunct = this.graph.conjuncts[index];
    if (conjunct === undefined) throw new RangeError(`no conjunct ${index}`);
    return conjunct;
  }

  selectivity(conditions: readonly number[]): number {
    return this.exprSelectivity(conditions.map((index) => this.conjunct(index).expr));
  }

  exprSelectivity(conditions: readonly LogicalExpr[]): number {
    const labelsOf = (variable: VariableId) => this.graph.nodes.get(variable);
    const { cardinality } = this.context;
    return conditions.reduce((share, expr) => share * cardinality.selectivity(expr, labelsOf), 1);
  }

  /**
   * The predicates that go into counting the edge's far ends instead of visiting them, or undefined
   * where the edge or its far end is needed for more than their number.
   */
  countConditions(
    connector: number,
    edge: PatternEdge,
    to: VariableId,
    state: Pick<State, 'bound' | 'placed'>,
  ): readonly number[] | undefined {
    const { multiplicity, variables } = this.demand;
    if (multiplicity === 'exact' || !this.context.enabled('counting')) return undefined;
    if (edge.left === edge.right) return undefined;
    if (this.connectorsAt(to).length !== 1 || this.given.has(to)) return undefined;
    if (variables.has(to) || variables.has(edge.edge)) return undefined;
    if (this.#pinned.has(to) || this.#pinned.has(edge.edge)) return undefined;
    if ((this.coincidences[connector]?.size ?? 0) > 0) return undefined;
    const inside = new Set([...state.bound, to, edge.edge]);
    const conditions = this.eligible(inside, state.placed).filter((index) => {
      const read = this.conjunct(index).variables;
      return read.has(to) || read.has(edge.edge);
    });
    const all = this.graph.conjuncts.every(
      ({ variables: read }, index) =>
        state.placed.has(index) ||
        conditions.includes(index) ||
        (!read.has(to) && !read.has(edge.edge)),
    );
    // EXISTS stops at the first match, which counting does not.
    if (!all || (multiplicity === 'exists' && conditions.length > 0)) return undefined;
    return conditions;
  }

  /** Adds the variables computed from bound ones. */
  withDerived(bound: ReadonlySet<VariableId>): Set<VariableId> {
    const result = new Set(bound);
    for (const { variable, inputs } of this.graph.derived) {
      if (this.canEvaluate(inputs, result)) result.add(variable);
    }
    return result;
  }
}

/** What the pattern itself binds. */
function localVariables(graph: PatternGraph): Set<VariableId> {
  const found = new Set<VariableId>();
  for (const node of graph.nodes.values()) found.add(node.variable);
  for (const connector of graph.connectors) {
    if (connector.kind === 'edge') found.add(connector.edge);
    else for (const variable of connector.binds) found.add(variable);
  }
  for (const { variable } of graph.derived) found.add(variable);
  return found;
}
