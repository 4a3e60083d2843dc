import type { Span } from '../../base/errors.ts';
import type { LabelTest } from '../../graph/label-test.ts';
import type { Value } from '../../values/value.ts';
import type { ValueType } from '../../values/type.ts';
import type { VariableId } from './variable.ts';

/**
 * Expressions after name resolution. `S` is what a subquery is: a bound query for the binder, an
 * operator tree for the planner, so one definition serves both. `type` is the static type, ANY
 * where only the run can tell. `span` places run-time errors.
 *
 * What is strict, pure and has a name is a `call` of a function in `function-signatures.ts`; the
 * other kinds are those that an executor treats in a way of their own.
 */
export type Expr<S> =
  | ConstantExpr
  | ParameterExpr
  | VariableExpr
  | PropertyExpr<S>
  | LogicExpr<S>
  | NotExpr<S>
  | CompareExpr<S>
  | ArithmeticExpr<S>
  | NegateExpr<S>
  | IsNullExpr<S>
  | IsTruthExpr<S>
  | IsTypedExpr<S>
  | IsLabeledExpr<S>
  | CastExpr<S>
  | CallExpr<S>
  | CaseExpr<S>
  | CoalesceExpr<S>
  | ListExpr<S>
  | RecordExpr<S>
  | MakePathExpr
  | ExistsExpr<S>
  | ValueQueryExpr<S>
  | LetExpr<S>
  | ComprehensionExpr<S>
  | ReduceExpr<S>
  | HorizontalAggregateExpr<S>;

interface ExprBase {
  readonly type: ValueType;
  readonly span?: Span;
}

export interface ConstantExpr extends ExprBase {
  readonly kind: 'constant';
  readonly value: Value;
}

/**
 * The index counts the lifted literals of the program first, in the order of the text, then its
 * parameters in order of first appearance.
 */
export interface ParameterExpr extends ExprBase {
  readonly kind: 'parameter';
  readonly index: number;
  readonly name: string;
  /** Of a lifted literal: the number in the text that was bound first, for estimates only. */
  readonly typical?: number;
}

/** A node or edge variable in value position yields a NodeValue or EdgeValue (or null). */
export interface VariableExpr extends ExprBase {
  readonly kind: 'variable';
  readonly variable: VariableId;
}

/** Of a node, edge or record; of null it is null. */
export interface PropertyExpr<S> extends ExprBase {
  readonly kind: 'property';
  readonly object: Expr<S>;
  readonly name: string;
}

/** Kleene logic; the right side is evaluated only where it can matter. XOR evaluates both. */
export interface LogicExpr<S> extends ExprBase {
  readonly kind: 'and' | 'or' | 'xor';
  readonly left: Expr<S>;
  readonly right: Expr<S>;
}

export interface NotExpr<S> extends ExprBase {
  readonly kind: 'not';
  readonly operand: Expr<S>;
}

export interface CompareExpr<S> extends ExprBase {
  readonly kind: 'compare';
  readonly operator: '=' | '<>' | '<' | '<=' | '>' | '>=';
  readonly left: Expr<S>;
  readonly right: Expr<S>;
}

/** `||` and the other operators are calls; these have fast paths for numbers. */
export interface ArithmeticExpr<S> extends ExprBase {
  readonly kind: 'arithmetic';
  readonly operator: '+' | '-' | '*' | '/' | '%';
  readonly left: Expr<S>;
  readonly right: Expr<S>;
}

export interface NegateExpr<S> extends ExprBase {
  readonly kind: 'negate';
  readonly operand: Expr<S>;
}

export interface IsNullExpr<S> extends ExprBase {
  readonly kind: 'isNull';
  readonly operand: Expr<S>;
  readonly negated: boolean;
}

/** `truth` null tests for UNKNOWN. Never null itself. */
export interface IsTruthExpr<S> extends ExprBase {
  readonly kind: 'isTruth';
  readonly operand: Expr<S>;
  readonly truth: boolean | null;
  readonly negated: boolean;
}

export interface IsTypedExpr<S> extends ExprBase {
  readonly kind: 'isTyped';
  readonly operand: Expr<S>;
  readonly test: ValueType;
  readonly negated: boolean;
}

export interface IsLabeledExpr<S> extends ExprBase {
  readonly kind: 'isLabeled';
  readonly operand: Expr<S>;
  readonly test: LabelTest;
  readonly negated: boolean;
}

export interface CastExpr<S> extends ExprBase {
  readonly kind: 'cast';
  readonly operand: Expr<S>;
}

/** `name` is the canonical name of a scalar function, see `function-signatures.ts`. */
export interface CallExpr<S> extends ExprBase {
  readonly kind: 'call';
  readonly name: string;
  readonly arguments: readonly Expr<S>[];
}

/** Searched CASE; a simple one is bound to this (the operand through `let`). */
export interface CaseExpr<S> extends ExprBase {
  readonly kind: 'case';
  readonly branches: readonly { readonly when: Expr<S>; readonly then: Expr<S> }[];
  readonly otherwise: Expr<S>;
}

export interface CoalesceExpr<S> extends ExprBase {
  readonly kind: 'coalesce';
  readonly operands: readonly Expr<S>[];
}

export interface ListExpr<S> extends ExprBase {
  readonly kind: 'list';
  readonly elements: readonly Expr<S>[];
}

export interface RecordExpr<S> extends ExprBase {
  readonly kind: 'record';
  readonly names: readonly string[];
  readonly values: readonly Expr<S>[];
}

/**
 * The path of a pattern's variables in order: singleton and conditional nodes and edges, and groups
 * (of edges with their inner nodes) as `pathSearch` delivers them. PATH[…] is a call instead.
 */
export interface MakePathExpr extends ExprBase {
  readonly kind: 'makePath';
  readonly variables: readonly VariableId[];
}

export interface ExistsExpr<S> extends ExprBase {
  readonly kind: 'exists';
  readonly query: S;
}

/** One column; no row gives null, more than one an exception. `column` is the result's variable. */
export interface ValueQueryExpr<S> extends ExprBase {
  readonly kind: 'valueQuery';
  readonly query: S;
  readonly column: VariableId;
}

export interface LetExpr<S> extends ExprBase {
  readonly kind: 'let';
  readonly variable: VariableId;
  readonly value: Expr<S>;
  readonly body: Expr<S>;
}

/** `[variable IN list WHERE where | value]`; also how `group.property` is evaluated. */
export interface ComprehensionExpr<S> extends ExprBase {
  readonly kind: 'comprehension';
  readonly variable: VariableId;
  readonly list: Expr<S>;
  readonly where?: Expr<S>;
  readonly value?: Expr<S>;
}

/** `value` of the last element, each evaluated with the one before in `accumulator` (extension). */
export interface ReduceExpr<S> extends ExprBase {
  readonly kind: 'reduce';
  readonly accumulator: VariableId;
  readonly initial: Expr<S>;
  readonly variable: VariableId;
  readonly list: Expr<S>;
  readonly value: Expr<S>;
}

/**
 * An aggregate over a group variable within one row (20.9): `argument` is evaluated with `variable`
 * set to each element of `list` in turn.
 */
export interface HorizontalAggregateExpr<S> extends ExprBase {
  readonly kind: 'horizontalAggregate';
  readonly function: string;
  readonly distinct: boolean;
  readonly variable: VariableId;
  readonly list: Expr<S>;
  readonly argument: Expr<S>;
  /** The second argument of a binary set function (PERCENTILE_…). */
  readonly parameter?: Expr<S>;
}
