import type { Span } from '../base/errors.ts';
import { syntaxError } from '../base/errors.ts';
import type { BoundColumn, BoundExpr } from './bound/statement.ts';
import type { VariableId } from './bound/variable.ts';
import type { Scope, ScopeEntry } from './scope.ts';
import { visible } from './scope.ts';
import type { BindState } from './state.ts';
import { knownGraph } from './known-graphs.ts';
import { isGroupList } from './static-types.ts';

/**
 * A fresh variable for a computed value. A copy of an element or path keeps its role, so that it
 * stays a number in a register and later patterns can join on it.
 */
export function variableFor(state: BindState, name: string, value: BoundExpr): VariableId {
  const source = value.kind === 'variable' ? state.variable(value.variable) : undefined;
  if (source !== undefined && source.role !== 'value' && !isGroupList(source.type)) {
    const { role, type, notNull } = source;
    return state.newVariable({ name, role, degree: 'singleton', type, notNull });
  }
  const graph = knownGraph(value, state);
  const notNull = source?.notNull ?? (value.kind === 'constant' && value.value !== null);
  return state.newVariable({
    name,
    role: 'value',
    degree: 'singleton',
    type: value.type,
    notNull,
    ...(graph !== undefined && { graph }),
  });
}

export function columnOf(state: BindState, variable: VariableId, name: string): BoundColumn {
  return { name, variable, type: state.variable(variable).type };
}

/** The scope behind a result: its columns, and the names of before that it did not pass on. */
export function columnScope(columns: readonly BoundColumn[], before: Scope): Scope {
  const entries = new Map<string, ScopeEntry>();
  const hint =
    columns.length === 0
      ? 'it has no columns'
      : `its columns are ${columns.map(({ name }) => name).join(', ')}`;
  for (const [name, entry] of before.ownEntries()) {
    const lost = entry.kind === 'visible' ? LOST : entry.reason;
    entries.set(name, { kind: 'blocked', reason: lost, hint });
  }
  for (const { name, variable } of columns) {
    // Again, so that `*` lists the columns in their order.
    entries.delete(name);
    entries.set(name, visible(variable));
  }
  return before.replaced(entries);
}

const LOST = 'is not among the columns that the RETURN or WITH in front passes on';

/** 42001 for a name that is in use already. */
export function requireNew(name: string, scope: Scope, span: Span): void {
  if (!scope.sees(name)) return;
  throw syntaxError(
    `"${name}" is bound already and cannot be defined again`,
    span,
    'choose another name',
  );
}
