import { syntaxError, unknownName } from '../../base/errors.ts';
import { nearest } from '../../base/nearest.ts';
import type { CallProcedure } from '../../syntax/ast/statement.ts';
import { typeName } from '../../values/type-name.ts';
import { assigned } from '../assignment.ts';
import type { BoundClause, BoundExpr } from '../bound/statement.ts';
import { requireNew } from '../columns.ts';
import { bindPart, plainContext } from '../expression-context.ts';
import { bindStoredCall } from '../catalog/stored-procedures.ts';
import type { ProcedureSignature } from '../routines.ts';
import { describeRoutine } from '../routines.ts';
import { visible } from '../scope.ts';
import type { QueryContext } from '../state.ts';
import type { BoundClauses } from './bound-clauses.ts';
import { checkArguments } from './call-arguments.ts';
import type { CalledColumn } from './call-arguments.ts';
import { bindFilter } from './reading.ts';

/** CALL name(…) for each row (15.3): a procedure of the catalog, else one of the host. */
export function bindNamedCall(clause: CallProcedure, context: QueryContext): BoundClauses {
  const stored = bindStoredCall(clause, context);
  if (stored !== undefined) return yielding(clause, context, stored);
  const signature = findProcedure(clause, context);
  const args = bindArguments(clause, signature, context);
  const columns = signature.columns.map(({ name, type }): CalledColumn => ({
    name,
    variable: context.state.newVariable({
      name,
      ...{ role: 'value', degree: 'singleton', type, notNull: false },
    }),
  }));
  const call: BoundClause = {
    kind: 'callProcedure',
    name: signature.name,
    optional: clause.optional,
    arguments: args,
    yields: columns.map(({ name, variable }) => ({ column: name, variable })),
    span: clause.span,
  };
  return yielding(clause, context, { clauses: [call], columns });
}

function findProcedure(
  { procedure, span }: CallProcedure,
  { state }: QueryContext,
): ProcedureSignature {
  const name = procedure.path.map((step) => step.name).join('.');
  const found = state.routine(name);
  if (found?.kind === 'procedure') return found;
  const known = state.environment.names.routines.all();
  const names = known.flatMap(({ kind, name: other }) => (kind === 'procedure' ? [other] : []));
  const near = nearest(name, names) ?? nearest(`gql.${name}`, names);
  throw unknownName(
    { kind: 'procedure', name },
    `there is no procedure "${name}"`,
    span,
    near === undefined ? 'CALL gql.list_procedures() lists them' : `did you mean ${near}?`,
  );
}

function bindArguments(
  clause: CallProcedure,
  signature: ProcedureSignature,
  context: QueryContext,
): readonly BoundExpr[] {
  checkArguments(clause, describeRoutine(signature, typeName), signature.parameters);
  const inner = plainContext(context.state, context.scope, 'in the arguments of CALL');
  return clause.arguments.map((argument, i) =>
    assigned(bindPart(argument, inner), signature.parameters[i]?.type, argument.span),
  );
}

interface Called {
  readonly clauses: readonly BoundClause[];
  readonly columns: readonly CalledColumn[];
}

/** What YIELD passes on, all columns without it; WHERE behind it is an extension. */
function yielding(
  clause: CallProcedure,
  context: QueryContext,
  { clauses, columns }: Called,
): BoundClauses {
  const kept = keptColumns(clause, columns);
  for (const { name } of kept) requireNew(name, context.scope, clause.span);
  if (clause.optional) context.state.makeNullable(kept.map(({ variable }) => variable));
  const scope = context.scope.with(kept.map(({ name, variable }) => [name, visible(variable)]));
  if (clause.where === undefined) return { clauses, scope, hasEffects: true };
  const filter = bindFilter(clause.where, { ...context, scope });
  return { clauses: [...clauses, ...filter.clauses], scope: filter.scope, hasEffects: true };
}

function keptColumns(
  clause: CallProcedure,
  columns: readonly CalledColumn[],
): readonly CalledColumn[] {
  if (clause.yield === undefined) return columns;
  const kept = clause.yield.map(({ name, alias }): CalledColumn => {
    const found = columns.find((column) => column.name === name.name);
    if (found !== undefined) return { name: (alias ?? name).name, variable: found.variable };
    const all = columns.map((column) => column.name);
    const near = nearest(name.name, all);
    throw unknownName(
      { kind: 'variable', name: name.name },
      `the procedure has no column "${name.name}"`,
      name.span,
      near === undefined ? `it has ${all.join(', ') || 'none'}` : `did you mean ${near}?`,
    );
  });
  const names = new Set(kept.map(({ name }) => name));
  if (names.size === kept.length) return kept;
  throw syntaxError('YIELD gives two columns the same name', clause.span, 'rename one with AS');
}
