import type { FunctionCall } from '../../src/syntax/ast/expression.ts';
import type { Value } from '../../src/values/value.ts';
import type { ReferenceGraph } from './graph.ts';

/** What the standard leaves to the implementation, and what the caller gives. */
export interface ReferenceOptions {
  /** ID086. */
  readonly matchMode: 'DIFFERENT EDGES' | 'REPEATABLE ELEMENTS';
  /** IS001, for ascending order. */
  readonly nullOrdering: 'first' | 'last';
  readonly parameters: Readonly<Record<string, Value>>;
  /** How many steps (edges walked, expressions evaluated) before the evaluator gives up. */
  readonly maxSteps: number;
}

export const defaultReferenceOptions: ReferenceOptions = {
  matchMode: 'DIFFERENT EDGES',
  nullOrdering: 'last',
  parameters: {},
  maxSteps: 5_000_000,
};

/** One record of a binding table: values by name. */
export type Row = ReadonlyMap<string, Value>;

/** The working table (ISO/IEC 39075, 4.7.4.3): a multiset of records with the same columns. */
export interface BindingTable {
  readonly columns: readonly string[];
  /** Columns that are group variables: lists that aggregates go over within the row (B.6). */
  readonly groups: ReadonlySet<string>;
  readonly rows: readonly Row[];
}

/** One row without columns: where a linear query starts. */
export const unitTable: BindingTable = { columns: [], groups: new Set(), rows: [new Map()] };

/** The names that an expression sees. */
export interface Scope {
  readonly values: Row;
  readonly groups: ReadonlySet<string>;
  /** The results of vertical aggregates for the group that the expression is evaluated for. */
  readonly aggregates?: ReadonlyMap<FunctionCall, Value>;
}

export const emptyScope: Scope = { values: new Map(), groups: new Set() };

/** Thrown where a case is too large to be enumerated, or out of the evaluator's subset. */
export class NotEvaluated extends Error {}

/** What evaluation needs besides its scope. */
export class Context {
  readonly graph: ReferenceGraph;
  readonly options: ReferenceOptions;
  /** Names of enclosing queries (CALL, EXISTS, VALUE), visible but no columns. */
  readonly outer: Scope;
  readonly #steps: { left: number };

  constructor(
    graph: ReferenceGraph,
    options: ReferenceOptions,
    outer: Scope = emptyScope,
    steps?: { left: number },
  ) {
    this.graph = graph;
    this.options = options;
    this.outer = outer;
    this.#steps = steps ?? { left: options.maxSteps };
  }

  /** The context of a query inside, which sees these names from outside. */
  within(outer: Scope): Context {
    return new Context(this.graph, this.options, outer, this.#steps);
  }

  /** The scope of one row of a table: its columns over the names from outside. */
  scopeOf(row: Row, groups: ReadonlySet<string>): Scope {
    return overlay(this.outer, { values: row, groups });
  }

  step(): void {
    if (--this.#steps.left < 0) throw new NotEvaluated('more steps than the evaluator may take');
  }
}

/** The names of `inner` over those of `scope`, which they hide. */
export function overlay(scope: Scope, inner: Scope): Scope {
  const groups = new Set(inner.groups);
  for (const name of scope.groups) if (!inner.values.has(name)) groups.add(name);
  return {
    values: new Map([...scope.values, ...inner.values]),
    groups,
    ...(inner.aggregates && { aggregates: inner.aggregates }),
  };
}
