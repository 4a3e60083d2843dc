import type { Expression } from './expression.ts';
import type { Identifier, SyntaxNode } from './node.ts';

/**
 * A reference to a catalog object (ISO/IEC 39075, clause 17). `root` says where the path starts:
 * `/` absolute, `.` the current schema, `..` `up` directories above it, a predefined name, or
 * nothing for a bare name. `parameter` is `$$p`, where a
 * path follows a schema. The path holds the steps behind `/` and behind `.`
 * alike.
 */
export interface ObjectReference extends SyntaxNode {
  readonly kind: 'reference';
  readonly root:
    | 'absolute'
    | 'current'
    | 'parent'
    | 'bare'
    | 'HOME_SCHEMA'
    | 'CURRENT_SCHEMA'
    | 'HOME_GRAPH'
    | 'CURRENT_GRAPH'
    | 'parameter'
    | 'expression';
  /** Number of `..` steps when `root` is 'parent'. */
  readonly up: number;
  readonly path: readonly Identifier[];
  readonly parameter?: string;
  /** When `root` is 'expression': a value that is a reference, `VARIABLE g`, `(…)`, `$p`. */
  readonly expression?: Expression;
}
