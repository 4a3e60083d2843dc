import type { Expression } from '../../syntax/ast/expression.ts';
import type { WithClause } from '../../syntax/ast/statement.ts';
import type { BoundClause, BoundProjection } from '../bound/statement.ts';
import { columnScope } from '../columns.ts';
import type { ExpressionContext, Substitution } from '../expression-context.ts';
import { plainContext } from '../expression-context.ts';
import { bindProjection } from '../projection/projection.ts';
import type { Scope } from '../scope.ts';
import type { QueryContext } from '../state.ts';
import { requireBoolean } from '../static-types.ts';
import { namesIn } from '../syntax-walk.ts';
import type { BoundClauses } from './bound-clauses.ts';
import { bindFilter } from './reading.ts';

/** Extension: WITH is RETURN … NEXT, its WHERE a FILTER behind it. */
export function bindWith(clause: WithClause, context: QueryContext): BoundClauses {
  const { scope, state } = context;
  const place = { scope, span: clause.span, mayBeEmpty: true };
  const projection = bindProjection(clause.body, state, place);
  const after = columnScope(projection.columns, scope);
  const { where } = clause;
  if (where === undefined) return { clauses: [projection], scope: after };
  if (isAboutRowsOfBefore(where, projection, { before: scope, after })) {
    const inner = aliasContext(clause, plainContext(state, scope, 'in WHERE'));
    const condition = requireBoolean(state.recursion.expression(where, inner), 'WHERE', where.span);
    const clauses: BoundClause[] = [{ kind: 'filter', condition }, projection];
    return { clauses, scope: after };
  }
  const filter = bindFilter(where, { ...context, scope: after });
  return { clauses: [projection, ...filter.clauses], scope: after };
}

/**
 * In Cypher the WHERE of a WITH that neither groups nor pages sees the variables in front of it
 * too. There a filter in front is the same as one behind.
 */
function isAboutRowsOfBefore(
  where: Expression,
  projection: BoundProjection,
  { before, after }: { readonly before: Scope; readonly after: Scope },
): boolean {
  if (projection.groupKeys !== undefined) return false;
  if (projection.offset !== undefined || projection.limit !== undefined) return false;
  return [...namesIn(where)].some((name) => !after.sees(name) && before.sees(name));
}

/** The names of columns stand for what they name. */
function aliasContext(clause: WithClause, context: ExpressionContext): ExpressionContext {
  const { state } = context;
  const substitutions = clause.body.items.flatMap(({ alias, expression }): Substitution[] => {
    if (alias === undefined) return [];
    return [
      {
        matches: (part) => part.kind === 'variable' && part.name === alias.name,
        names: new Set([alias.name]),
        result: () => state.recursion.expression(expression, { ...context, substitutions: [] }),
      },
    ];
  });
  return { ...context, substitutions };
}
