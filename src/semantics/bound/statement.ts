import type { Span } from '../../base/errors.ts';
import type { SetOperator } from '../../syntax/ast/procedure.ts';
import type { ValueType } from '../../values/type.ts';
import type { CatalogStep, Dependency } from './catalog.ts';
import type { Expr } from './expression.ts';
import type { BoundPattern } from './pattern.ts';
import type { SessionCommand } from '../../syntax/ast/program.ts';
import type { BoundVariable, VariableId } from './variable.ts';

/** A program after binding: what the planner turns into operators. */
export interface BoundProgram {
  readonly explain?: 'EXPLAIN' | 'PROFILE';
  /** Bound one by one when they run (`bindSessionCommand`). */
  readonly session: readonly SessionCommand[];
  readonly transaction?: {
    readonly start?: { readonly readOnly?: boolean };
    readonly end?: 'COMMIT' | 'ROLLBACK';
  };
  readonly sessionClose: boolean;
  /** Undefined for session and transaction commands alone, and for catalog statements. */
  readonly query?: BoundQuery;
  /** Of its catalog statements; taken by the session in this order, before the query runs. */
  readonly catalog: readonly CatalogStep[];
  /** The number of the graph that the query works on; undefined where it needs none. Parts of it
   * that work on others say so. */
  readonly graph?: number;
  /** What it is only good with in the catalog. */
  readonly dependencies: readonly Dependency[];
  readonly variables: readonly BoundVariable[];
  /** How many literals of its text are parameters: the first indexes of `ParameterExpr`. */
  readonly lifted: number;
  /** Those with a name, which have the indexes behind. */
  readonly parameters: readonly string[];
  /** Where each stands first. */
  readonly parameterSpans: readonly Span[];
  /** Whether anything in it writes data. */
  readonly writes: boolean;
}

/**
 * A procedure body. Each statement works on the table that the one before left (NEXT), the first on
 * the unit table or, in a subquery, on one row of the outer variables.
 */
export interface BoundQuery {
  readonly statements: readonly BoundStatement[];
  /** The result's columns; undefined when it leaves none (FINISH, a write without RETURN). */
  readonly columns?: readonly BoundColumn[];
  /** Variables of the enclosing query that it reads. */
  readonly outer: readonly VariableId[];
}

export interface BoundColumn {
  readonly name: string;
  readonly variable: VariableId;
  readonly type: ValueType;
}

export type BoundStatement = BoundLinear | BoundSetOperation | BoundBlock;

export interface BoundLinear {
  readonly kind: 'linear';
  readonly clauses: readonly BoundClause[];
  readonly columns?: readonly BoundColumn[];
}

/** Column i of the result takes column `left[i]`, `right[i]` of the operands (matched by name). */
export interface BoundSetOperation {
  readonly kind: 'setOperation';
  readonly operator: SetOperator;
  readonly all: boolean;
  readonly left: BoundStatement;
  readonly right: BoundStatement;
  readonly columns: readonly BoundColumn[];
  readonly leftColumns: readonly VariableId[];
  readonly rightColumns: readonly VariableId[];
}

/**
 * A procedure in braces: its statements one after the other on the incoming table. What `setup`
 * defines is computed once, without a look at that table, and seen by all of them.
 */
export interface BoundBlock {
  readonly kind: 'block';
  readonly setup: readonly Binding<BoundQuery>[];
  readonly statements: readonly BoundStatement[];
  readonly columns?: readonly BoundColumn[];
}

export type BoundExpr = Expr<BoundQuery>;

export interface Binding<S> {
  readonly variable: VariableId;
  readonly value: Expr<S>;
}

export interface BoundAggregate<S> {
  readonly variable: VariableId;
  /** Canonical name: COUNT, SUM, AVG, MIN, MAX, COLLECT_LIST, STDDEV_SAMP, … */
  readonly function: string;
  readonly distinct: boolean;
  /** Undefined for COUNT(*). */
  readonly argument?: Expr<S>;
  readonly parameter?: Expr<S>;
  /** Places run-time errors. */
  readonly span?: Span;
}

export interface BoundSortKey<S> {
  readonly value: Expr<S>;
  readonly descending: boolean;
  /** Resolved: the text's, or the session's default for the direction. */
  readonly nullsFirst: boolean;
}

export type BoundClause =
  | { readonly kind: 'match'; readonly pattern: BoundPattern<BoundQuery> }
  /** All-or-nothing left outer join of the block; `nulled`: what it would have bound. */
  | {
      readonly kind: 'optional';
      readonly block: readonly BoundClause[];
      readonly nulled: readonly VariableId[];
    }
  | { readonly kind: 'let'; readonly bindings: readonly Binding<BoundQuery>[] }
  | { readonly kind: 'filter'; readonly condition: BoundExpr }
  | {
      readonly kind: 'for';
      readonly variable: VariableId;
      readonly list: BoundExpr;
      readonly position?: { readonly variable: VariableId; readonly start: 0 | 1 };
    }
  | {
      readonly kind: 'orderBy';
      readonly keys: readonly BoundSortKey<BoundQuery>[];
      readonly offset?: BoundExpr;
      readonly limit?: BoundExpr;
    }
  | BoundProjection
  /** Consumes its input and leaves no rows' content: RETURN NO BINDINGS keeps rows, FINISH none. */
  | { readonly kind: 'finish' }
  | {
      readonly kind: 'call';
      readonly query: BoundQuery;
      readonly optional: boolean;
      /** Variables it adds to each row: the columns of the query. */
      readonly added: readonly VariableId[];
    }
  | {
      readonly kind: 'callProcedure';
      readonly name: string;
      readonly optional: boolean;
      readonly arguments: readonly BoundExpr[];
      /** Result column name → variable. */
      readonly yields: readonly { readonly column: string; readonly variable: VariableId }[];
      readonly span: Span;
    }
  /** A pattern on another graph than the query around it: for each row the rows of `query`. */
  | ({ readonly kind: 'inGraph'; readonly query: BoundQuery } & GraphBorder<BoundQuery>)
  | (Update & { readonly kind: 'insert'; readonly elements: readonly BoundInsert<BoundQuery>[] })
  | (Update & { readonly kind: 'set'; readonly items: readonly BoundSet<BoundQuery>[] })
  | (Update & { readonly kind: 'remove'; readonly items: readonly BoundRemove<BoundQuery>[] })
  | (Update & {
      readonly kind: 'delete';
      readonly detach: boolean;
      readonly items: readonly BoundExpr[];
    });

/** An update works on the graph of the query around it, unless this says which. */
export interface Update {
  readonly graph?: number;
}

/**
 * What goes over the border between the graphs of two queries. A variable of a node or an edge is a
 * bare number in the graph where it was bound, so what crosses is a value and says its graph.
 */
export interface GraphBorder<S> {
  readonly graph: number;
  /** Where the graph lies, for EXPLAIN. */
  readonly name: string;
  /** Variables of the query inside, from the row outside. */
  readonly imports: readonly Binding<S>[];
  /** Variables of the row outside, from those of the query inside. */
  readonly yields: readonly { readonly variable: VariableId; readonly inside: VariableId }[];
}

/**
 * RETURN, SELECT, WITH: first grouping (when `aggregates` or `groupKeys` say so), then the items,
 * then DISTINCT, then the sort keys, which see the columns and, where `sortSeesInput`, the
 * variables of before. Only the columns survive.
 */
export interface BoundProjection {
  readonly kind: 'project';
  /** Undefined: no grouping. Empty with aggregates: one group. Key variables are fresh. */
  readonly groupKeys?: readonly Binding<BoundQuery>[];
  readonly aggregates: readonly BoundAggregate<BoundQuery>[];
  readonly having?: BoundExpr;
  readonly items: readonly Binding<BoundQuery>[];
  readonly distinct: boolean;
  readonly orderBy: readonly BoundSortKey<BoundQuery>[];
  readonly offset?: BoundExpr;
  readonly limit?: BoundExpr;
  readonly columns: readonly BoundColumn[];
}

/** One new element per row, in an order in which edges come after their new ends. */
export type BoundInsert<S> =
  | {
      readonly kind: 'node';
      readonly variable: VariableId;
      readonly labels: readonly string[];
      readonly properties: readonly { readonly name: string; readonly value: Expr<S> }[];
    }
  | {
      readonly kind: 'edge';
      readonly variable: VariableId;
      readonly labels: readonly string[];
      readonly directed: boolean;
      readonly source: VariableId;
      readonly target: VariableId;
      readonly properties: readonly { readonly name: string; readonly value: Expr<S> }[];
      readonly span: Span;
    };

export type BoundSet<S> =
  | {
      readonly kind: 'property';
      readonly element: Expr<S>;
      readonly name: string;
      readonly value: Expr<S>;
      readonly span: Span;
    }
  | {
      readonly kind: 'all';
      readonly element: Expr<S>;
      /** A record (or an element, whose properties are taken). */
      readonly value: Expr<S>;
      readonly merge: boolean;
      readonly span: Span;
    }
  | {
      readonly kind: 'label';
      readonly element: Expr<S>;
      readonly label: string;
      readonly span: Span;
    };

export type BoundRemove<S> =
  | {
      readonly kind: 'property';
      readonly element: Expr<S>;
      readonly name: string;
      readonly span: Span;
    }
  | {
      readonly kind: 'label';
      readonly element: Expr<S>;
      readonly label: string;
      readonly span: Span;
    };
