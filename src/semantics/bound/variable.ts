import type { ValueType } from '../../values/type.ts';

/** Numbers variables within one program, anonymous ones included: an index into `variables`. */
export type VariableId = number;

/**
 * The degree of reference (ISO/IEC 39075, 16.3): a group variable stands for the list of its
 * bindings, a conditional one may be null because its branch was not taken.
 */
export type Degree = 'singleton' | 'conditional' | 'group';

export interface BoundVariable {
  readonly id: VariableId;
  /** Empty for an anonymous one. */
  readonly name: string;
  /** What it is bound by. A group of nodes has role 'node', degree 'group' and a list type. */
  readonly role: 'node' | 'edge' | 'path' | 'value';
  readonly degree: Degree;
  readonly type: ValueType;
  /** False where it can be null: after OPTIONAL, conditional, values in general. */
  readonly notNull: boolean;
  /** The number of the graph that a reference to a graph is known to be of. */
  readonly graph?: number;
}
