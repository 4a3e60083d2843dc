import type { Span } from '../base/errors.ts';
import { invalidReference } from '../base/errors.ts';
import { EDGE, NODE } from '../values/type.ts';
import type { BoundClause } from './bound/statement.ts';
import type { VariableId } from './bound/variable.ts';
import { variableExpr } from './expressions/references.ts';
import type { BindState } from './state.ts';
import { canBe, describeType, isGroupList } from './static-types.ts';

/** A variable that a pattern uses as a node or an edge. */
export interface ElementUse {
  readonly known: VariableId;
  readonly name: string;
  readonly role: 'node' | 'edge';
  readonly span: Span;
  /** It may be one of another graph than the query's, so that a value has to stay a value. */
  readonly ofAnyGraph?: boolean;
}

/**
 * The variable as an element. A value that may be one (a column of FOR, a result of unknown type)
 * gets a variable of that role by a cast in front, which fails with 22G0V for anything else.
 */
export function asElement(
  { known, name, role, span, ofAnyGraph }: ElementUse,
  state: BindState,
  prelude: BoundClause[],
): VariableId {
  const variable = state.variable(known);
  if (variable.role === role && variable.degree !== 'group') return known;
  const isOther = variable.role !== 'value' || isGroupList(variable.type);
  if (isOther || !canBe(variable.type, role)) {
    const wanted = role === 'edge' ? 'an edge' : 'a node';
    throw invalidReference(
      `"${name}" is ${describeType(variable.type)} and cannot be used as ${wanted}`,
      span,
    );
  }
  const type = role === 'edge' ? EDGE : NODE;
  const element = state.newVariable({
    name,
    role: ofAnyGraph === true ? 'value' : role,
    degree: 'singleton',
    type,
    notNull: false,
  });
  const operand = variableExpr(state, known, span);
  const value = { kind: 'cast', operand, type, span } as const;
  prelude.push({ kind: 'let', bindings: [{ variable: element, value }] });
  return element;
}
