import type { ValueType } from '../../values/type.ts';
import type { SyntaxNode } from './node.ts';

/** A value type as written; `type` is the resolved type, so later layers need not look inside. */
export interface TypeSyntax extends SyntaxNode {
  readonly kind: 'type';
  readonly type: ValueType;
}
