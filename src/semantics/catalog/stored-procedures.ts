import type { Span } from '../../base/errors.ts';
import { invalidReference, syntaxError } from '../../base/errors.ts';
import { limits } from '../../base/limits.ts';
import { present } from '../../base/assert.ts';
import { printPath } from '../../catalog/catalog-path.ts';
import type { CatalogPath } from '../../catalog/catalog-path.ts';
import type { ProcedureEntry } from '../../catalog/entries.ts';
import type { CreateProcedure, DropProcedure } from '../../syntax/ast/catalog.ts';
import type { CallProcedure } from '../../syntax/ast/statement.ts';
import { parseProgram } from '../../syntax/parse.ts';
import { printProgram } from '../../syntax/printer.ts';
import { typeName } from '../../values/type-name.ts';
import type { ValueType } from '../../values/type.ts';
import { ANY } from '../../values/type.ts';
import { GraphValue } from '../../values/value.ts';
import { assigned } from '../assignment.ts';
import type { BoundClause, BoundExpr } from '../bound/statement.ts';
import type { VariableId } from '../bound/variable.ts';
import { missingObject, pathOf, requireObject } from '../catalog-references.ts';
import { checkArguments } from '../clauses/call-arguments.ts';
import type { CalledColumn } from '../clauses/call-arguments.ts';
import { variableFor } from '../columns.ts';
import { bindPart, plainContext } from '../expression-context.ts';
import { constant } from '../expressions/references.ts';
import { listOf } from '../static-types.ts';
import type { Scope, ScopeEntry } from '../scope.ts';
import { visible } from '../scope.ts';
import type { QueryContext } from '../state.ts';
import { BindState } from '../state.ts';
import { placedAt } from '../placed-at.ts';
import { checkNames } from './new-names.ts';

/** CREATE PROCEDURE (extension). The body is bound once, so that its mistakes are found now. */
export function bindCreateProcedure(clause: CreateProcedure, { state, scope }: QueryContext): void {
  const { procedure, orReplace, ifNotExists } = clause;
  const { span } = procedure;
  const path = pathOf(procedure, state);
  if (!state.hasSchema(path.slice(0, -1))) throw missingObject('procedure', path, span, state);
  const before = state.find('procedure', path);
  if (before !== undefined && ifNotExists) return;
  if (before !== undefined && !orReplace) {
    throw invalidReference(
      `the procedure ${printPath(path)} exists already`,
      span,
      'CREATE OR REPLACE PROCEDURE makes it anew',
    );
  }
  checkNames({ kind: 'procedure', path, span }, state);
  checkParameters(clause);
  checkBody(clause, path, { state: new BindState(trialOf(state), state.recursion), scope });
  const object: ProcedureEntry = {
    kind: 'procedure',
    text: textOf(clause),
    createdMs: 0,
    modifiedMs: 0,
  };
  state.step({ kind: 'change', change: { change: 'put', path, object } });
}

function textOf(clause: CreateProcedure): string {
  const { span } = clause;
  const statement = { kind: 'linear', clauses: [clause], span } as const;
  const procedure = {
    kind: 'procedure',
    definitions: [],
    statements: [{ statement }],
    span,
  } as const;
  const transaction = { kind: 'transaction', procedure, span } as const;
  return printProgram({ kind: 'program', session: [], transaction, sessionClose: false, span });
}

/** What a trial is bound in: the catalog as the statements in front leave it. */
function trialOf({ environment, catalog }: BindState): BindState['environment'] {
  return { ...environment, names: { ...environment.names, catalog } };
}

function checkParameters({ parameters }: CreateProcedure): void {
  const names = new Set<string>();
  for (const { name } of parameters) {
    if (names.has(name.name)) {
      throw syntaxError(`two parameters have the name "${name.name}"`, name.span);
    }
    names.add(name.name);
  }
}

function checkBody(clause: CreateProcedure, path: CatalogPath, context: QueryContext): void {
  const args = clause.parameters.map((parameter) => trialArgument(parameter, context));
  bindBody({ definition: clause, path, optional: false }, args, context);
}

/** Null, but for a graph the current one, since the body may work on it with USE. */
function trialArgument(
  parameter: CreateProcedure['parameters'][number],
  { state }: QueryContext,
): BoundExpr {
  const type = valueType(parameter) ?? ANY;
  const { graph } = state.focus;
  const value = type.kind === 'graph' && graph !== undefined ? new GraphValue(graph) : null;
  return constant(value, type, parameter.span);
}

export function bindDropProcedure(clause: DropProcedure, { state }: QueryContext): void {
  const path = pathOf(clause.procedure, state);
  if (clause.ifExists && state.find('procedure', path) === undefined) return;
  requireObject('procedure', clause.procedure, state);
  state.step({ kind: 'change', change: { change: 'remove', path, kind: 'procedure' } });
}

interface StoredCall {
  readonly clauses: readonly BoundClause[];
  readonly columns: readonly CalledColumn[];
}

/** A call of a procedure of the catalog: its body in place, with its parameters as variables. */
export function bindStoredCall(
  clause: CallProcedure,
  context: QueryContext,
): StoredCall | undefined {
  const { state, scope } = context;
  const path = pathOf(clause.procedure, state);
  const entry = state.find('procedure', path);
  if (entry === undefined) return undefined;
  const definition = definitionOf(entry, clause.span);
  const { parameters } = definition;
  checkArguments(
    clause,
    describeDefinition(path, definition),
    parameters.map(({ default: given }) => ({ isOptional: given !== undefined })),
  );
  const inner = plainContext(state, scope, 'in the arguments of CALL');
  const args = parameters.map((parameter, i): BoundExpr => {
    const argument = clause.arguments[i] ?? present(parameter.default, 'the default');
    return assigned(bindPart(argument, inner), valueType(parameter), clause.span);
  });
  return bindBody({ definition, path, optional: clause.optional }, args, context);
}

/** `/default/p(x INT, [y STRING])`. */
export function describeStored(path: CatalogPath, entry: ProcedureEntry): string {
  return describeDefinition(path, definitionOf(entry, { start: 0, end: 0 }));
}

function describeDefinition(path: CatalogPath, { parameters }: CreateProcedure): string {
  return `${printPath(path)}(${parameters.map(describeParameter).join(', ')})`;
}

function describeParameter(parameter: CreateProcedure['parameters'][number]): string {
  const { name, type } = parameter;
  const text = type === undefined ? name.name : `${name.name} ${typeName(type.type)}`;
  return parameter.default === undefined ? text : `[${text}]`;
}

/** A binding table as a value is the list of its rows. */
function valueType({ type }: CreateProcedure['parameters'][number]): ValueType | undefined {
  if (type?.type.kind !== 'table') return type?.type;
  const { fields } = type.type;
  return listOf({ kind: 'record', ...(fields && { fields }) });
}

/** The statement that the catalog keeps; errors in it are placed where it is called. */
function definitionOf({ text }: ProcedureEntry, span: Span): CreateProcedure {
  const statement = parseProgram(text).transaction?.procedure?.statements[0]?.statement;
  const clause = statement?.kind === 'linear' ? statement.clauses[0] : undefined;
  return placedAt(present(clause, 'the procedure') as CreateProcedure, span);
}

interface Body {
  readonly definition: CreateProcedure;
  readonly path: CatalogPath;
  readonly optional: boolean;
}

function bindBody(
  { definition, path, optional }: Body,
  args: readonly BoundExpr[],
  context: QueryContext,
): StoredCall {
  const { parameters, body } = definition;
  const { state, scope } = context;
  const variables = parameters.map(({ name }, i) =>
    variableFor(state, name.name, present(args[i], 'the argument')),
  );
  const setup = args.map((value, i): BoundClause => {
    const variable = present(variables[i], 'the variable of the parameter');
    return { kind: 'let', bindings: [{ variable, value }] };
  });
  const seen = scopeOf(parameters, variables, scope);
  const captured = new Set<VariableId>();
  const focus = { ...state.focus, schema: path.slice(0, -1) };
  const inner = { ...context, scope: seen.subquery(captured), resultOptional: false };
  const query = nested(state, body.span, () =>
    state.within(focus, () => state.recursion.procedure(body, inner)),
  );
  const columns = query.columns ?? [];
  const added = columns.map(({ variable }) => variable);
  const call: BoundClause = {
    kind: 'call',
    query: { ...query, outer: [...captured] },
    ...{ optional, added },
  };
  return { clauses: [...setup, call], columns };
}

/** The body sees its parameters and nothing of the caller. */
function scopeOf(
  parameters: CreateProcedure['parameters'],
  variables: readonly VariableId[],
  caller: Scope,
): Scope {
  const entries = new Map<string, ScopeEntry>();
  for (const name of caller.visibleNames()) {
    entries.set(name, { kind: 'blocked', reason: 'is not known inside of the procedure' });
  }
  for (const [i, { name }] of parameters.entries()) {
    entries.set(name.name, visible(present(variables[i], 'the variable of the parameter')));
  }
  return caller.local(entries);
}

/** Procedures that call each other without end are refused: a body stands where it is called. */
function nested<T>(state: BindState, span: Span, bind: () => T): T {
  if (state.procedureDepth >= limits.maxProcedureDepth) {
    throw syntaxError(
      `procedures call one another more than ${limits.maxProcedureDepth} deep`,
      span,
      'a procedure cannot call itself',
    );
  }
  state.procedureDepth++;
  try {
    return bind();
  } finally {
    state.procedureDepth--;
  }
}
