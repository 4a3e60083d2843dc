import type { Expression } from './expression.ts';
import type { SyntaxNode } from './node.ts';
import type { Procedure } from './procedure.ts';
import type { ObjectReference } from './reference.ts';
import type { TypeSyntax } from './type.ts';

/** A GQL-program: one request (ISO/IEC 39075, clause 6). */
export interface Program extends SyntaxNode {
  readonly kind: 'program';
  /** EXPLAIN or PROFILE in front (extensions). */
  readonly explain?: 'EXPLAIN' | 'PROFILE';
  readonly session: readonly SessionCommand[];
  readonly transaction?: TransactionActivity;
  readonly sessionClose: boolean;
}

export interface TransactionActivity extends SyntaxNode {
  readonly kind: 'transaction';
  readonly start?: TransactionModes;
  readonly procedure?: Procedure;
  readonly end?: 'COMMIT' | 'ROLLBACK';
}

/** `isolation` is the extension ISOLATION LEVEL. */
export interface TransactionModes {
  readonly readOnly?: boolean;
  readonly isolation?: IsolationLevel;
}

export type IsolationLevel =
  'SERIALIZABLE' | 'SNAPSHOT' | 'REPEATABLE READ' | 'READ COMMITTED' | 'READ UNCOMMITTED';

export type SessionCommand =
  | (SyntaxNode & { readonly kind: 'setSchema'; readonly schema: ObjectReference })
  | (SyntaxNode & { readonly kind: 'setGraph'; readonly graph: ObjectReference })
  | (SyntaxNode & { readonly kind: 'setTimeZone'; readonly zone: Expression })
  | (SyntaxNode & {
      readonly kind: 'setParameter';
      readonly object: 'value' | 'table' | 'graph';
      readonly ifNotExists: boolean;
      readonly name: string;
      readonly type?: TypeSyntax;
      readonly value: Expression | Procedure | ObjectReference;
    })
  /** Extension: SET TRANSACTION, for the transactions that follow. */
  | (SyntaxNode & { readonly kind: 'setTransaction'; readonly modes: TransactionModes })
  | (SyntaxNode & {
      readonly kind: 'reset';
      readonly what:
        'characteristics' | 'parameters' | 'schema' | 'graph' | 'timeZone' | 'parameter';
      readonly parameter?: string;
    });
