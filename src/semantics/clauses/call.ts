import { syntaxError } from '../../base/errors.ts';
import type { CallInline } from '../../syntax/ast/statement.ts';
import type { VariableId } from '../bound/variable.ts';
import { visible } from '../scope.ts';
import type { Scope, ScopeEntry } from '../scope.ts';
import type { QueryContext } from '../state.ts';
import type { BoundClauses } from './bound-clauses.ts';

/**
 * CALL { … } for each row (15.2): without a list of variables the body sees all of them (GP02),
 * with `(a, b)` these, with `()` none (GP03).
 */
export function bindInlineCall(clause: CallInline, context: QueryContext): BoundClauses {
  const { state, scope } = context;
  const captured = new Set<VariableId>();
  const seen = clause.scope === undefined ? scope : listedScope(clause, scope);
  const body = state.recursion.procedure(clause.body, {
    ...context,
    scope: seen.subquery(captured),
    resultOptional: false,
  });
  const query = { ...body, outer: [...captured] };
  const columns = body.columns ?? [];
  for (const { name } of columns) {
    if (scope.sees(name)) {
      throw syntaxError(
        `the called query has a column "${name}", and "${name}" is bound already`,
        clause.span,
        'give the column another name with AS',
      );
    }
  }
  const added = columns.map(({ variable }) => variable);
  if (clause.optional) state.makeNullable(added);
  return {
    clauses: [{ kind: 'call', query, optional: clause.optional, added }],
    scope: scope.with(columns.map(({ name, variable }) => [name, visible(variable)])),
    hasEffects: true,
  };
}

/** Only the variables that the scope clause lists; the others are known, but out of reach. */
function listedScope(clause: CallInline, scope: Scope): Scope {
  const entries = new Map<string, ScopeEntry>();
  for (const name of scope.visibleNames()) {
    entries.set(name, {
      kind: 'blocked',
      reason: 'is not in the list of variables behind CALL',
      hint: `CALL (${name}) { … } lets the body see it`,
    });
  }
  for (const { name, span } of clause.scope ?? []) {
    entries.set(name, visible(scope.variable(name, span)));
  }
  return scope.local(entries);
}
