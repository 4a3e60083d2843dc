import type { Expression } from './expression.ts';
import type { Identifier, SyntaxNode } from './node.ts';
import type { ObjectReference } from './reference.ts';
import type { Clause } from './statement.ts';
import type { TypeSyntax } from './type.ts';

/** A procedure body: definitions, then statements that NEXT chains (ISO/IEC 39075, 9.2). */
export interface Procedure extends SyntaxNode {
  readonly kind: 'procedure';
  readonly at?: ObjectReference;
  readonly definitions: readonly VariableDefinition[];
  /** `yield` is the NEXT YIELD in front of the statement; the first has none. */
  readonly statements: readonly {
    readonly yield?: readonly YieldItem[];
    readonly statement: Statement;
  }[];
}

export interface YieldItem {
  readonly name: Identifier;
  readonly alias?: Identifier;
}

/** `VALUE x :: T = e`, `TABLE t = { … }`, `GRAPH g = …` in front of the statements. */
export interface VariableDefinition extends SyntaxNode {
  readonly kind: 'definition';
  readonly object: 'value' | 'table' | 'graph';
  readonly name: Identifier;
  readonly type?: TypeSyntax;
  readonly value: Expression | Procedure | ObjectReference;
}

/** What NEXT separates: a linear statement, or set operators over such. */
export type Statement = SetOperation | LinearStatement;

export type SetOperator = 'UNION' | 'EXCEPT' | 'INTERSECT' | 'OTHERWISE';

/** Left-associative; all of one expression have the same operator and quantifier (14.2 SR 3). */
export interface SetOperation extends SyntaxNode {
  readonly kind: 'setOperation';
  readonly operator: SetOperator;
  readonly all: boolean;
  readonly left: Statement;
  readonly right: Statement;
}

/** Clauses that each work on the table of the one before; `use` focuses those behind it. */
export interface LinearStatement extends SyntaxNode {
  readonly kind: 'linear';
  readonly clauses: readonly Clause[];
}
