import type { LabelTest } from '../../graph/label-test.ts';
import type { Orientation } from '../../graph/reader.ts';
import type { BoundPathPattern } from '../../semantics/bound/pattern.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import type { LogicalExpr, LogicalOperator } from '../plan/operator.ts';

/**
 * Graph patterns as what is to be joined: nodes, connectors between them, predicates, and values
 * computed from what is bound. The order of evaluation is open.
 */
export interface PatternGraph {
  readonly nodes: ReadonlyMap<VariableId, PatternNode>;
  readonly connectors: readonly Connector[];
  readonly conjuncts: readonly Conjunct[];
  readonly derived: readonly Derived[];
}

export interface PatternNode {
  readonly variable: VariableId;
  readonly labels?: LabelTest;
  /** Bound by the rows that the pattern starts from. */
  readonly given: boolean;
}

export type Connector = PatternEdge | PatternSearch;

/** One edge between two nodes. */
export interface PatternEdge {
  readonly kind: 'edge';
  readonly edge: VariableId;
  readonly left: VariableId;
  readonly right: VariableId;
  /** As crossed from left to right. */
  readonly orientations: readonly Orientation[];
  readonly labels?: LabelTest;
  /** Connectors with which it may share no edge (DIFFERENT EDGES, TRAIL), by their place. */
  readonly apartFrom: readonly number[];
}

/** A stretch that only the path matcher evaluates. */
export interface PatternSearch {
  readonly kind: 'search';
  /** A concatenation whose first and last nodes are `left` and `right`, bare. */
  readonly path: BoundPathPattern<LogicalOperator>;
  readonly left: VariableId;
  readonly right: VariableId;
  /** Everything that it binds but its two ends. */
  readonly binds: ReadonlySet<VariableId>;
  /** What its predicates read from outside of it. */
  readonly reads: ReadonlySet<VariableId>;
  readonly differentEdges: boolean;
  readonly reversible: boolean;
  readonly apartFrom: readonly number[];
}

/** An operand of the pattern's predicates, which are ANDed in this order. */
export interface Conjunct {
  readonly expr: LogicalExpr;
  readonly variables: ReadonlySet<VariableId>;
  /** It may raise an exception that an earlier operand guards it against. */
  readonly fallible: boolean;
}

/** A variable computed from others: a path over simple parts, a second name of a node. */
export interface Derived {
  readonly variable: VariableId;
  readonly inputs: ReadonlySet<VariableId>;
  readonly value: LogicalExpr;
}

/** The orientations seen from the other end. */
export function flipped(orientations: readonly Orientation[]): readonly Orientation[] {
  const other = { out: 'in', in: 'out', undirected: 'undirected' } as const;
  return orientations.map((orientation) => other[orientation]);
}

/** The other end of a connector. */
export function otherEnd(connector: Connector, end: VariableId): VariableId {
  return connector.left === end ? connector.right : connector.left;
}
