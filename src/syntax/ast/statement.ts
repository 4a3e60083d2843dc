import type { CatalogClause } from './catalog.ts';
import type { Expression, LetDefinition, RecordConstructor } from './expression.ts';
import type { Identifier, SyntaxNode } from './node.ts';
import type { GraphPattern, InsertPath } from './pattern.ts';
import type { Procedure, YieldItem } from './procedure.ts';
import type { ObjectReference } from './reference.ts';

/** The clauses of a linear statement (ISO/IEC 39075, clauses 13–15), extensions included. */
export type Clause =
  | UseClause
  | MatchClause
  | OptionalClause
  | LetClause
  | FilterClause
  | ForClause
  | OrderByAndPage
  | ReturnClause
  | FinishClause
  | SelectClause
  | CallProcedure
  | CallInline
  | NestedProcedure
  | InsertClause
  | SetClause
  | RemoveClause
  | DeleteClause
  | MergeClause
  | WithClause
  | CatalogClause;

/** `USE graph`. */
export interface UseClause extends SyntaxNode {
  readonly kind: 'use';
  readonly graph: ObjectReference;
}

export interface MatchClause extends SyntaxNode {
  readonly kind: 'match';
  readonly pattern: GraphPattern;
}

/** `OPTIONAL MATCH …` (one block entry) or `OPTIONAL { MATCH … MATCH … }`. */
export interface OptionalClause extends SyntaxNode {
  readonly kind: 'optional';
  readonly block: readonly (MatchClause | OptionalClause)[];
}

export interface LetClause extends SyntaxNode {
  readonly kind: 'let';
  readonly definitions: readonly LetDefinition[];
}

export interface FilterClause extends SyntaxNode {
  readonly kind: 'filter';
  readonly condition: Expression;
}

/** `FOR x IN list [WITH ORDINALITY|OFFSET i]`; UNWIND is read as this. */
export interface ForClause extends SyntaxNode {
  readonly kind: 'for';
  readonly variable: Identifier;
  readonly source: Expression;
  readonly position?: { readonly from: 'ordinality' | 'offset'; readonly variable: Identifier };
}

export interface SortKey {
  readonly expression: Expression;
  readonly descending: boolean;
  readonly nulls?: 'first' | 'last';
}

/** As a statement of its own, or as the tail of RETURN, SELECT and WITH. */
export interface OrderByAndPage extends SyntaxNode {
  readonly kind: 'orderBy';
  readonly keys: readonly SortKey[];
  readonly offset?: Expression;
  readonly limit?: Expression;
}

export interface ReturnItem {
  readonly expression: Expression;
  readonly alias?: Identifier;
  /** The text of the expression, which names a column without alias. */
  readonly text: string;
}

export interface ReturnBody {
  readonly distinct: boolean;
  /** `*`: all variables in scope; further items may follow as an extension. */
  readonly star: boolean;
  readonly items: readonly ReturnItem[];
  /** Undefined: implicit grouping. Empty: GROUP BY (). Expressions are an extension. */
  readonly groupBy?: readonly Expression[];
  /** In SELECT; accepted behind RETURN … GROUP BY as an extension. */
  readonly having?: Expression;
  readonly orderBy?: OrderByAndPage;
}

export interface ReturnClause extends SyntaxNode {
  readonly kind: 'return';
  /** Undefined: RETURN NO BINDINGS. */
  readonly body?: ReturnBody;
  /** Behind NO BINDINGS; else the body has it. */
  readonly orderBy?: OrderByAndPage;
}

export interface FinishClause extends SyntaxNode {
  readonly kind: 'finish';
}

export interface SelectClause extends SyntaxNode {
  readonly kind: 'select';
  readonly body: ReturnBody;
  readonly from?:
    | {
        readonly kind: 'match';
        readonly items: readonly {
          readonly graph?: ObjectReference;
          readonly match: MatchClause | OptionalClause;
        }[];
      }
    | { readonly kind: 'query'; readonly graph?: ObjectReference; readonly query: Procedure };
  readonly where?: Expression;
}

export interface CallProcedure extends SyntaxNode {
  readonly kind: 'callProcedure';
  readonly optional: boolean;
  readonly procedure: ObjectReference;
  readonly arguments: readonly Expression[];
  readonly yield?: readonly YieldItem[];
  /** Extension. */
  readonly where?: Expression;
}

/** `CALL [(v, …)] { procedure }`; `scope` undefined: every variable is visible. */
export interface CallInline extends SyntaxNode {
  readonly kind: 'callInline';
  readonly optional: boolean;
  readonly scope?: readonly Identifier[];
  readonly body: Procedure;
}

/** `{ procedure }` as a statement. */
export interface NestedProcedure extends SyntaxNode {
  readonly kind: 'nested';
  readonly body: Procedure;
}

export interface InsertClause extends SyntaxNode {
  readonly kind: 'insert';
  readonly paths: readonly InsertPath[];
}

export type SetItem =
  | (SyntaxNode & {
      readonly kind: 'setProperty';
      readonly element: Expression;
      readonly property: Identifier;
      readonly value: Expression;
    })
  /** `n = {…}`; `merge` is the extension `n += {…}`. */
  | (SyntaxNode & {
      readonly kind: 'setAll';
      readonly element: Expression;
      readonly properties: Expression | RecordConstructor;
      readonly merge: boolean;
    })
  | (SyntaxNode & {
      readonly kind: 'setLabel';
      readonly element: Expression;
      readonly label: Identifier;
    });

export interface SetClause extends SyntaxNode {
  readonly kind: 'set';
  readonly items: readonly SetItem[];
}

export type RemoveItem =
  | (SyntaxNode & {
      readonly kind: 'removeProperty';
      readonly element: Expression;
      readonly property: Identifier;
    })
  | (SyntaxNode & {
      readonly kind: 'removeLabel';
      readonly element: Expression;
      readonly label: Identifier;
    });

export interface RemoveClause extends SyntaxNode {
  readonly kind: 'remove';
  readonly items: readonly RemoveItem[];
}

/** NODETACH is the default. */
export interface DeleteClause extends SyntaxNode {
  readonly kind: 'delete';
  readonly detach: boolean;
  readonly items: readonly Expression[];
}

/** Extension. */
export interface MergeClause extends SyntaxNode {
  readonly kind: 'merge';
  readonly path: InsertPath;
  readonly onCreate: readonly SetItem[];
  readonly onMatch: readonly SetItem[];
}

/** Extension: Cypher's WITH, planned as RETURN … NEXT. */
export interface WithClause extends SyntaxNode {
  readonly kind: 'with';
  readonly body: ReturnBody;
  readonly where?: Expression;
}
