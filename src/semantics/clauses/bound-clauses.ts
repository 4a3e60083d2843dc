import type { BoundClause, BoundColumn } from '../bound/statement.ts';
import type { Scope } from '../scope.ts';

/** What a clause becomes, and what the next one sees. */
export interface BoundClauses {
  readonly clauses: readonly BoundClause[];
  readonly scope: Scope;
  /** The result's columns, of a clause that ends the statement with a result. */
  readonly columns?: readonly BoundColumn[];
  /** Set by clauses that may end a statement without a result: they work by their effects. */
  readonly hasEffects?: boolean;
  /** Set by clauses that nothing may follow. */
  readonly isEnd?: boolean;
}
