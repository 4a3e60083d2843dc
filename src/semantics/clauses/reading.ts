import type { Expression } from '../../syntax/ast/expression.ts';
import type {
  ForClause,
  LetClause,
  OptionalClause,
  OrderByAndPage,
} from '../../syntax/ast/statement.ts';
import { assigned } from '../assignment.ts';
import type { BoundClause } from '../bound/statement.ts';
import type { VariableId } from '../bound/variable.ts';
import { requireNew, variableFor } from '../columns.ts';
import { plainContext } from '../expression-context.ts';
import { bindPage, bindSortKey } from '../projection/ordering.ts';
import { visible } from '../scope.ts';
import type { Scope } from '../scope.ts';
import type { QueryContext } from '../state.ts';
import { canBe, describeType, invalidType, requireBoolean } from '../static-types.ts';
import { ANY, INT } from '../../values/type.ts';
import type { ValueType } from '../../values/type.ts';
import type { BoundClauses } from './bound-clauses.ts';

/** OPTIONAL MATCH, or a block that matches as a whole or not at all (14.4, GQ21). */
export function bindOptional(clause: OptionalClause, context: QueryContext): BoundClauses {
  const { state } = context;
  const block: BoundClause[] = [];
  const nulled = new Set<VariableId>();
  let { scope } = context;
  for (const entry of clause.block) {
    const inner = { ...context, scope };
    if (entry.kind === 'optional') {
      const bound = bindOptional(entry, inner);
      block.push(...bound.clauses);
      addNew(bound.scope, scope, nulled);
      scope = bound.scope;
    } else {
      const bound = state.recursion.match(entry.pattern, inner);
      block.push(...bound.clauses);
      for (const variable of bound.bound) nulled.add(variable);
      scope = bound.scope;
    }
  }
  state.makeNullable(nulled);
  return { clauses: [{ kind: 'optional', block, nulled: [...nulled] }], scope };
}

function addNew(after: Scope, before: Scope, into: Set<VariableId>): void {
  for (const [name, { variable }] of after.columns()) if (!before.sees(name)) into.add(variable);
}

/** LET x = 1, VALUE y :: INT = x (14.7): each definition sees those in front of it. */
export function bindLetClause(clause: LetClause, context: QueryContext): BoundClauses {
  const { state } = context;
  const clauses: BoundClause[] = [];
  let { scope } = context;
  for (const { name, type, value } of clause.definitions) {
    requireNew(name.name, scope, name.span);
    const bound = state.recursion.expression(value, plainContext(state, scope, 'in LET'));
    const assignedValue = assigned(bound, type?.type, value.span);
    const variable = variableFor(state, name.name, assignedValue);
    clauses.push({ kind: 'let', bindings: [{ variable, value: assignedValue }] });
    scope = scope.with([[name.name, visible(variable)]]);
  }
  return { clauses, scope };
}

export function bindFilter(condition: Expression, context: QueryContext): BoundClauses {
  const { state, scope } = context;
  const bound = state.recursion.expression(condition, plainContext(state, scope, 'in FILTER'));
  requireBoolean(bound, 'FILTER', condition.span);
  return { clauses: [{ kind: 'filter', condition: bound }], scope };
}

/** FOR x IN list (14.8): ordinality counts from 1, offset from 0, for each incoming row anew. */
export function bindFor(clause: ForClause, context: QueryContext): BoundClauses {
  const { state, scope } = context;
  const list = state.recursion.expression(clause.source, plainContext(state, scope, 'in FOR'));
  if (!canBe(list.type, 'list')) {
    throw invalidType(`FOR needs a list, not ${describeType(list.type)}`, clause.source.span);
  }
  const value = (name: string, type: ValueType, notNull: boolean): VariableId =>
    state.newVariable({ name, role: 'value', degree: 'singleton', type, notNull });
  const { name, span } = clause.variable;
  requireNew(name, scope, span);
  const variable = value(name, list.type.kind === 'list' ? list.type.element : ANY, false);
  const inner = scope.with([[name, visible(variable)]]);
  if (clause.position === undefined) {
    return { clauses: [{ kind: 'for', variable, list }], scope: inner };
  }
  const { from, variable: counter } = clause.position;
  requireNew(counter.name, inner, counter.span);
  const position = {
    variable: value(counter.name, INT, true),
    start: from === 'ordinality' ? (1 as const) : (0 as const),
  };
  return {
    clauses: [{ kind: 'for', variable, list, position }],
    scope: inner.with([[counter.name, visible(position.variable)]]),
  };
}

/** ORDER BY and page as a statement of its own (14.9). */
export function bindOrderBy(clause: OrderByAndPage, context: QueryContext): BoundClauses {
  const { state, scope } = context;
  const inner = plainContext(state, scope, 'in an ORDER BY that is not behind RETURN');
  const keys = clause.keys.map((key) => bindSortKey(key, inner));
  return { clauses: [{ kind: 'orderBy', keys, ...bindPage(clause, state) }], scope };
}
