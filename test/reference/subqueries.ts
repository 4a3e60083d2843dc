import { GqlError } from '../../src/base/errors.ts';
import type { ExistsPredicate } from '../../src/syntax/ast/expression.ts';
import type { Procedure } from '../../src/syntax/ast/procedure.ts';
import type { Value } from '../../src/values/value.ts';
import type { BindingTable, Context, Scope } from './context.ts';
import { NotEvaluated, unitTable } from './context.ts';
import { matchPattern } from './patterns/graph-pattern.ts';
import { runProcedure, workingTable } from './procedure.ts';

/** The result of a query inside an expression or CALL: it sees the names of the scope (B.11). */
export function runInside(query: Procedure, scope: Scope, context: Context): BindingTable {
  const result = runProcedure(query, unitTable, context.within(scope));
  if (result === undefined) throw new NotEvaluated('a query inside without a result');
  return result;
}

/** EXISTS (19.4): whether there is a row. Never unknown. MATCH alone needs no RETURN. */
export function existsRow(e: ExistsPredicate, scope: Scope, context: Context): boolean {
  if (e.body.kind === 'query') {
    const { statements } = e.body.query;
    const [only] = statements;
    const isBlock =
      statements.length === 1 &&
      only?.statement.kind === 'linear' &&
      only.statement.clauses.every(({ kind }) => kind === 'match' || kind === 'optional');
    const inside = context.within(scope);
    const result = isBlock
      ? workingTable(only.statement, unitTable, inside)
      : runProcedure(e.body.query, unitTable, inside);
    return result !== undefined && result.rows.length > 0;
  }
  return matchPattern(e.body.pattern, unitTable, context.within(scope)).rows.length > 0;
}

/** VALUE { query } (20.6): the one value of the one row; null without a row, else an exception. */
export function scalarQuery(query: Procedure, scope: Scope, context: Context): Value {
  const { columns, rows } = runInside(query, scope, context);
  const [column] = columns;
  const [row, ...others] = rows;
  if (others.length > 0) throw new GqlError('22000', 'a scalar subquery with several rows');
  return column === undefined ? null : (row?.get(column) ?? null);
}
