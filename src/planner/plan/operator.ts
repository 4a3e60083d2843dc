import type { LabelTest } from '../../graph/label-test.ts';
import type { Orientation } from '../../graph/reader.ts';
import type { BoundPathPattern } from '../../semantics/bound/pattern.ts';
import type {
  Binding,
  BoundAggregate,
  BoundColumn,
  BoundInsert,
  BoundRemove,
  BoundSet,
  BoundSortKey,
  GraphBorder,
  Update,
} from '../../semantics/bound/statement.ts';
import type { Expr } from '../../semantics/bound/expression.ts';
import type { BoundPattern } from '../../semantics/bound/pattern.ts';
import type { BoundVariable, VariableId } from '../../semantics/bound/variable.ts';
import type { SetOperator } from '../../syntax/ast/procedure.ts';

/**
 * Operators of plans. A plan is a tree by `input`; rows flow from the leaves to the root, and a row
 * is an assignment to variables. Operators that both levels share are generic in the kind of plan.
 */
export interface Unit {
  readonly kind: 'unit';
}

/** The row of the enclosing plan: the leaf of a correlated subplan. */
export interface Argument {
  readonly kind: 'argument';
  readonly variables: readonly VariableId[];
}

export interface Filter<P> {
  readonly kind: 'filter';
  readonly input: P;
  readonly condition: Expr<P>;
}

export interface Extend<P> {
  readonly kind: 'extend';
  readonly input: P;
  readonly bindings: readonly Binding<P>[];
}

export interface Unnest<P> {
  readonly kind: 'unnest';
  readonly input: P;
  readonly variable: VariableId;
  readonly list: Expr<P>;
  readonly position?: { readonly variable: VariableId; readonly start: 0 | 1 };
}

/** Computes the bindings; nothing else survives. */
export interface Project<P> {
  readonly kind: 'project';
  readonly input: P;
  readonly bindings: readonly Binding<P>[];
}

/**
 * Grouping. Without keys there is one group even over no rows. `weight` is a variable with the
 * number of times that each row counts (see `expandCount`). `clustered`: equal keys come together.
 */
export interface Aggregate<P> {
  readonly kind: 'aggregate';
  readonly input: P;
  readonly keys: readonly Binding<P>[];
  readonly aggregates: readonly BoundAggregate<P>[];
  readonly weight?: VariableId;
  readonly clustered: boolean;
}

/** Keeps one row per combination of the variables; only they survive. */
export interface Distinct<P> {
  readonly kind: 'distinct';
  readonly input: P;
  readonly variables: readonly VariableId[];
}

export interface Sort<P> {
  readonly kind: 'sort';
  readonly input: P;
  readonly keys: readonly BoundSortKey<P>[];
}

/** ORDER BY with LIMIT: keeps the first offset + limit rows in a heap. */
export interface TopK<P> {
  readonly kind: 'topK';
  readonly input: P;
  readonly keys: readonly BoundSortKey<P>[];
  readonly offset?: Expr<P>;
  readonly limit: Expr<P>;
}

export interface Page<P> {
  readonly kind: 'page';
  readonly input: P;
  readonly offset?: Expr<P>;
  readonly limit?: Expr<P>;
}

/**
 * Column i of the result is `leftColumns[i]` and `rightColumns[i]` of the operands. Where both
 * start from one incoming table, their leaves are `table` leaves (see `materialize`).
 */
export interface SetOperationPlan<P> {
  readonly kind: 'setOperation';
  readonly operator: SetOperator;
  readonly all: boolean;
  readonly left: P;
  readonly right: P;
  readonly columns: readonly VariableId[];
  readonly leftColumns: readonly VariableId[];
  readonly rightColumns: readonly VariableId[];
}

/**
 * For each row of `input`, the rows of `inner` (whose leaf is `argument`) extend it by `added`;
 * `optional` keeps a row without any, `added` null.
 */
export interface Apply<P> {
  readonly kind: 'apply';
  readonly input: P;
  readonly inner: P;
  readonly optional: boolean;
  readonly added: readonly VariableId[];
}

/**
 * Runs `input` to its end, holds its rows as table number `table`, then runs `inner`, whose `table`
 * leaves of that number start over from those rows. The result is that of `inner`.
 */
export interface Materialize<P> {
  readonly kind: 'materialize';
  readonly input: P;
  readonly inner: P;
  readonly table: number;
  readonly variables: readonly VariableId[];
}

/** The rows of the enclosing `materialize` with that number: a leaf. */
export interface TableLeaf {
  readonly kind: 'table';
  readonly table: number;
  readonly variables: readonly VariableId[];
}

export interface ProcedureCall<P> {
  readonly kind: 'procedureCall';
  readonly input: P;
  readonly name: string;
  readonly optional: boolean;
  readonly arguments: readonly Expr<P>[];
  readonly yields: readonly { readonly column: string; readonly variable: VariableId }[];
}

/**
 * For each row of `input`, the rows of a plan that runs on another graph, with registers of its
 * own; see `GraphBorder`.
 */
export interface InGraph<P> extends GraphBorder<P> {
  readonly kind: 'inGraph';
  readonly input: P;
  readonly plan: PhysicalPlan;
}

/** Writes take all input rows first, evaluate against the state before, then apply (13.1). */
export interface Insert<P> extends Update {
  readonly kind: 'insert';
  readonly input: P;
  readonly elements: readonly BoundInsert<P>[];
}
export interface SetPlan<P> extends Update {
  readonly kind: 'set';
  readonly input: P;
  readonly items: readonly BoundSet<P>[];
}
export interface RemovePlan<P> extends Update {
  readonly kind: 'remove';
  readonly input: P;
  readonly items: readonly BoundRemove<P>[];
}
export interface DeletePlan<P> extends Update {
  readonly kind: 'delete';
  readonly input: P;
  readonly detach: boolean;
  readonly items: readonly Expr<P>[];
}

/** Spelled out twice: an alias generic in the plan would be circular for the type checker. */
type SharedLogical =
  | Unit
  | Argument
  | Filter<LogicalOperator>
  | Extend<LogicalOperator>
  | Unnest<LogicalOperator>
  | Project<LogicalOperator>
  | Aggregate<LogicalOperator>
  | Distinct<LogicalOperator>
  | Sort<LogicalOperator>
  | TopK<LogicalOperator>
  | Page<LogicalOperator>
  | SetOperationPlan<LogicalOperator>
  | Apply<LogicalOperator>
  | Materialize<LogicalOperator>
  | TableLeaf
  | ProcedureCall<LogicalOperator>
  | InGraph<LogicalOperator>
  | Insert<LogicalOperator>
  | SetPlan<LogicalOperator>
  | RemovePlan<LogicalOperator>
  | DeletePlan<LogicalOperator>;

type SharedPhysical =
  | Unit
  | Argument
  | Filter<PhysicalOperator>
  | Extend<PhysicalOperator>
  | Unnest<PhysicalOperator>
  | Project<PhysicalOperator>
  | Aggregate<PhysicalOperator>
  | Distinct<PhysicalOperator>
  | Sort<PhysicalOperator>
  | TopK<PhysicalOperator>
  | Page<PhysicalOperator>
  | SetOperationPlan<PhysicalOperator>
  | Apply<PhysicalOperator>
  | Materialize<PhysicalOperator>
  | TableLeaf
  | ProcedureCall<PhysicalOperator>
  | InGraph<PhysicalOperator>
  | Insert<PhysicalOperator>
  | SetPlan<PhysicalOperator>
  | RemovePlan<PhysicalOperator>
  | DeletePlan<PhysicalOperator>;

/** A graph pattern whose order of evaluation is still open. */
export interface PatternMatch {
  readonly kind: 'patternMatch';
  readonly input: LogicalOperator;
  readonly pattern: BoundPattern<LogicalOperator>;
}

export type LogicalOperator = SharedLogical | PatternMatch;
export type LogicalExpr = Expr<LogicalOperator>;

export type PhysicalOperator =
  | SharedPhysical
  | NodeScan
  | NodeSeek
  | EdgeSeek
  | Expand
  | ExpandInto
  | ExpandCount
  | CheckNode
  | DifferentEdges
  | PathSearch;
export type PhysicalExpr = Expr<PhysicalOperator>;

/** For each input row, every node that passes the test. */
export interface NodeScan {
  readonly kind: 'nodeScan';
  readonly input: PhysicalOperator;
  readonly node: VariableId;
  readonly labels?: LabelTest;
}

/** For each input row, the nodes that an index finds and that pass `labels`. */
export interface NodeSeek {
  readonly kind: 'nodeSeek';
  readonly input: PhysicalOperator;
  readonly node: VariableId;
  /** Name of the index; its label is implied. */
  readonly index: string;
  readonly unique: boolean;
  readonly values: readonly PhysicalExpr[];
  /** What the index does not imply. */
  readonly labels?: LabelTest;
}

/** The same for an edge index; binds both ends too. */
export interface EdgeSeek {
  readonly kind: 'edgeSeek';
  readonly input: PhysicalOperator;
  readonly edge: VariableId;
  readonly source: VariableId;
  readonly target: VariableId;
  readonly index: string;
  readonly unique: boolean;
  readonly values: readonly PhysicalExpr[];
}

/**
 * From a bound node over edges of the given orientations to a node not yet bound. A directed
 * self-loop is crossed once even where both 'out' and 'in' are asked for. `from` null: no rows.
 */
export interface Expand {
  readonly kind: 'expand';
  readonly input: PhysicalOperator;
  readonly from: VariableId;
  readonly edge: VariableId;
  readonly to: VariableId;
  readonly orientations: readonly Orientation[];
  readonly labels?: LabelTest;
  /** Test of the far node. */
  readonly toLabels?: LabelTest;
  /** False where nobody reads the edge variable. */
  readonly edgeUsed: boolean;
  /** The planner's estimate of rows per input row, for the executor's choices. */
  readonly fanOut: number;
}

/** Edges between two bound nodes: closes a cycle. */
export interface ExpandInto {
  readonly kind: 'expandInto';
  readonly input: PhysicalOperator;
  readonly from: VariableId;
  readonly edge: VariableId;
  readonly to: VariableId;
  readonly orientations: readonly Orientation[];
  readonly labels?: LabelTest;
  readonly edgeUsed: boolean;
}

/**
 * Like `expand` followed by `condition`, of which only the number of results matters: multiplies it
 * into `weight` (starting from `weightIn`, or 1) and drops rows with none. `edge` and `to` exist in
 * `condition` only.
 */
export interface ExpandCount {
  readonly kind: 'expandCount';
  readonly input: PhysicalOperator;
  readonly from: VariableId;
  readonly edge: VariableId;
  readonly to: VariableId;
  readonly orientations: readonly Orientation[];
  readonly labels?: LabelTest;
  readonly toLabels?: LabelTest;
  readonly condition?: PhysicalExpr;
  readonly weightIn?: VariableId;
  readonly weight: VariableId;
}

/** A bound node must not be null and must pass the test. */
export interface CheckNode {
  readonly kind: 'checkNode';
  readonly input: PhysicalOperator;
  readonly node: VariableId;
  readonly labels?: LabelTest;
}

/** DIFFERENT EDGES where it can fail: `edge` (singleton or group) shares none with `others`. */
export interface DifferentEdges {
  readonly kind: 'differentEdges';
  readonly input: PhysicalOperator;
  readonly edge: VariableId;
  readonly others: readonly VariableId[];
}

/**
 * The general path matcher: quantifiers, alternation, path modes and selectors, by search over the
 * product of graph and pattern automaton. The pattern's first node is bound in the input; the last
 * one may be (`toBound`), and is bound by the search otherwise. With `reversed` the planner has
 * turned the pattern round, and paths and groups are turned back.
 */
export interface PathSearch {
  readonly kind: 'pathSearch';
  readonly input: PhysicalOperator;
  readonly path: BoundPathPattern<PhysicalOperator>;
  readonly from: VariableId;
  readonly to: VariableId;
  readonly toBound: boolean;
  readonly reversed: boolean;
  /** DIFFERENT EDGES: no edge twice within the path either, whatever its mode. */
  readonly differentEdges: boolean;
  /** Variables (singletons, groups, the path) that anybody reads afterwards. */
  readonly used: readonly VariableId[];
  /**
   * Advice: only whether an end is reached matters, not how or how often. One row per pair of ends
   * is enough, so that reachability will do; a row per path is right too.
   */
  readonly endsOnly?: boolean;
  /**
   * Binds the list of all edges crossed, for `differentEdges` against other paths; absent where not
   * needed.
   */
  readonly edges?: VariableId;
}

/** What a query's text becomes; immutable, independent of any snapshot's arrays. */
export interface PhysicalPlan {
  readonly root: PhysicalOperator;
  /** Undefined: an omitted result (00001). Empty: RETURN NO BINDINGS. */
  readonly columns?: readonly BoundColumn[];
  readonly variables: readonly BoundVariable[];
  readonly parameters: readonly string[];
  readonly writes: boolean;
  /** The parts that run on other graphs, those inside of them included. */
  readonly inGraphs: readonly PlanInGraph[];
  /** Estimated units of work (rows visited), for the choice of executor. */
  readonly estimatedWork: number;
  /** Facts about the data that the plan is right only under; see `assumptionsHold`. */
  readonly assumptions: readonly PlanAssumption[];
  /** Estimated result rows of operators, for EXPLAIN. */
  readonly estimatedRows?: ReadonlyMap<PhysicalOperator, number>;
}

/** A part of a plan with the number of the graph that it runs on. */
export interface PlanInGraph {
  readonly graph: number;
  readonly plan: PhysicalPlan;
}

/** What a plan was built on and a write may end. Tests are by name: a plan stays plain data. */
export type PlanAssumption =
  /** No edge that passes the test starts and ends in one node. */
  | { readonly kind: 'noSelfLoops'; readonly labels: LabelTest | undefined }
  /** No edge fits both shapes. */
  | { readonly kind: 'disjointEdges'; readonly left: EdgeShape; readonly right: EdgeShape }
  /** Every node that passes the test has the property. */
  | {
      readonly kind: 'allPresent';
      readonly labels: LabelTest | undefined;
      readonly property: string;
    }
  /** The index exists, and is unique where the plan needs that. */
  | { readonly kind: 'index'; readonly name: string; readonly unique: boolean };

/** What a pattern says of an edge and its ends: labels of the edge, its source and its target. */
export interface EdgeShape {
  readonly labels: LabelTest | undefined;
  readonly source: LabelTest | undefined;
  readonly target: LabelTest | undefined;
}
