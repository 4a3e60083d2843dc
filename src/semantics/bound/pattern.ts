import type { LabelTest } from '../../graph/label-test.ts';
import type { EdgeDirection, PathMode, PathSelector } from '../../syntax/ast/pattern.ts';
import type { Expr } from './expression.ts';
import type { VariableId } from './variable.ts';

/**
 * A graph pattern after binding. Every node and edge position has a variable, anonymous ones
 * included; the same variable in two places is a join. Concatenations are normalised so that nodes
 * and edges alternate and every edge stands between two nodes; property specifications and element
 * WHERE are `predicate`.
 */
export interface BoundPattern<S> {
  /** DIFFERENT EDGES: no edge twice over all paths and repetitions of this pattern (16.4). */
  readonly differentEdges: boolean;
  readonly paths: readonly BoundPathPattern<S>[];
  /** The final WHERE, evaluated after the selectors. */
  readonly where?: Expr<S>;
  /** Variables that were bound before the pattern and occur in it. */
  readonly joined: readonly VariableId[];
  /** Variables that later clauses may see (after YIELD). */
  readonly visible: readonly VariableId[];
}

export interface BoundPathPattern<S> {
  readonly pathVariable?: VariableId;
  /** 'ALL' where the text has none. */
  readonly selector: PathSelector;
  readonly count?: Expr<S>;
  readonly mode: PathMode;
  readonly expression: BoundPath<S>;
}

export type BoundPath<S> =
  | BoundNode<S>
  | BoundEdge<S>
  | BoundConcatenation<S>
  | BoundAlternation<S>
  | BoundGroup<S>
  | BoundRepeat<S>
  | BoundQuestioned<S>;

export interface BoundNode<S> {
  readonly kind: 'node';
  readonly variable: VariableId;
  readonly labels?: LabelTest;
  readonly predicate?: Expr<S>;
}

export interface BoundEdge<S> {
  readonly kind: 'edge';
  readonly variable: VariableId;
  readonly direction: EdgeDirection;
  readonly labels?: LabelTest;
  readonly predicate?: Expr<S>;
}

/** node, (edge | group | repeat | …), node, … : every non-node stands between two nodes. */
export interface BoundConcatenation<S> {
  readonly kind: 'concatenation';
  readonly elements: readonly BoundPath<S>[];
}

export interface BoundAlternation<S> {
  readonly kind: 'alternation';
  readonly multiset: boolean;
  readonly alternatives: readonly BoundPath<S>[];
}

/** A parenthesised path that restricts its own stretch. Its expression starts and ends in nodes. */
export interface BoundGroup<S> {
  readonly kind: 'group';
  readonly expression: BoundPath<S>;
  readonly mode: PathMode;
  readonly subpath?: VariableId;
  readonly where?: Expr<S>;
}

/**
 * A quantifier. `expression` starts and ends in nodes; the end of one iteration is the start of the
 * next. `groups` pairs each variable inside with the group variable that it is outside; only a part
 * that is matched once, `{1,1}`, may hold variables that keep their ids. Branches of an alternation
 * may have the same group variable.
 */
export interface BoundRepeat<S> {
  readonly kind: 'repeat';
  readonly expression: BoundPath<S>;
  readonly lower: number;
  /** Undefined: unbounded. */
  readonly upper?: number;
  readonly groups: readonly { readonly inner: VariableId; readonly outer: VariableId }[];
}

/** `?`: its variables keep their ids and are null where it is skipped. */
export interface BoundQuestioned<S> {
  readonly kind: 'questioned';
  readonly expression: BoundPath<S>;
  readonly variables: readonly VariableId[];
}
