import { present, unreachable } from '../base/assert.ts';
import { invalidReference, syntaxError } from '../base/errors.ts';
import { isCatalogClause } from '../syntax/ast/catalog.ts';
import type {
  LinearStatement,
  Procedure,
  SetOperation,
  Statement,
  VariableDefinition,
  YieldItem,
} from '../syntax/ast/procedure.ts';
import type { Clause } from '../syntax/ast/statement.ts';
import { assigned } from './assignment.ts';
import type {
  Binding,
  BoundBlock,
  BoundClause,
  BoundColumn,
  BoundExpr,
  BoundLinear,
  BoundQuery,
  BoundSetOperation,
  BoundStatement,
} from './bound/statement.ts';
import type { VariableId } from './bound/variable.ts';
import { requireSchema } from './catalog-references.ts';
import { bindClause } from './clauses/clause.ts';
import { columnOf, columnScope, variableFor } from './columns.ts';
import type { ExpressionContext } from './expression-context.ts';
import { bindPart, plainContext } from './expression-context.ts';
import { checkFocus } from './focused-blocks.ts';
import { bindGraph, bindTable } from './object-references.ts';
import { oneRow } from './projection/projection.ts';
import type { Scope } from './scope.ts';
import { visible } from './scope.ts';
import type { BindState, Focus, QueryContext } from './state.ts';
import { commonType } from './static-types.ts';

/** Binds a procedure body (9.2). The caller fills in `outer` from the scope it made. */
export function bindProcedure(procedure: Procedure, context: QueryContext): BoundQuery {
  if (procedure.definitions.length > 0) {
    const { statement, columns } = bindBlock(procedure, context);
    return { statements: [statement], ...(columns && { columns }), outer: [] };
  }
  const { state } = context;
  return state.within(focusAt(procedure, state), () => {
    const statements: BoundStatement[] = [];
    const columns = bindStatements(procedure, context, statements);
    return { statements, ...(columns && { columns }), outer: [] };
  });
}

/** AT makes another schema the one that names are looked up in (9.1). */
function focusAt({ at }: Procedure, state: BindState): Focus {
  return at === undefined ? state.focus : { ...state.focus, schema: requireSchema(at, state) };
}

type Columns = readonly BoundColumn[] | undefined;

/** The statements of a procedure on the table of `context`; NEXT hands on the columns alone. */
function bindStatements(
  procedure: Procedure,
  context: QueryContext,
  into: BoundStatement[],
): Columns {
  checkFocus(procedure.statements.map(({ statement }) => statement));
  let { scope } = context;
  let columns: Columns;
  procedure.statements.forEach(({ statement, yield: items }, i) => {
    if (items !== undefined) scope = yieldScope(items, scope);
    const from = into.length;
    const isLast = i === procedure.statements.length - 1;
    const isIntermediate = !isLast || context.isIntermediate === true;
    const result = bindChained(statement, { ...context, scope, isIntermediate }, into);
    ({ columns } = result);
    if (columns === undefined && !isLast) endInOneRow(into, from);
    ({ scope } = result);
  });
  return columns;
}

/** What NEXT finds behind a statement without a result is one row without columns. */
function endInOneRow(into: BoundStatement[], from: number): void {
  const last = present(into.at(-1), 'a statement in front of NEXT');
  if (into.length === from) return;
  const clauses = last.kind === 'linear' ? last.clauses : [];
  if (last.kind === 'linear') into.pop();
  into.push({ kind: 'linear', clauses: [...clauses, oneRow], columns: [] });
}

/** NEXT YIELD renames and narrows the columns. */
function yieldScope(items: readonly YieldItem[], scope: Scope): Scope {
  const kept = new Map<string, VariableId>();
  for (const { name, alias } of items) {
    const as = alias ?? name;
    if (kept.has(as.name)) {
      throw syntaxError(`two columns have the name "${as.name}"`, as.span, 'rename one with AS');
    }
    kept.set(as.name, scope.variable(name.name, name.span));
  }
  return scope.replaced([...kept].map(([name, variable]) => [name, visible(variable)]));
}

interface StatementResult {
  readonly columns: Columns;
  readonly scope: Scope;
}

/** A statement of a NEXT chain; one that is a procedure in braces adds its own chain. */
function bindChained(
  statement: Statement,
  context: QueryContext,
  into: BoundStatement[],
): StatementResult {
  const nested = nestedProcedure(statement);
  if (nested !== undefined && nested.definitions.length === 0) {
    const { state } = context;
    const columns = state.within(focusAt(nested, state), () =>
      bindStatements(nested, context, into),
    );
    return { columns, scope: columnScope(columns ?? [], context.scope) };
  }
  const bound = bindStatement(statement, context);
  into.push(bound.statement);
  return bound;
}

function nestedProcedure(statement: Statement): Procedure | undefined {
  if (statement.kind !== 'linear' || statement.clauses.length !== 1) return undefined;
  const [clause] = statement.clauses;
  return clause?.kind === 'nested' ? clause.body : undefined;
}

interface BoundResult extends StatementResult {
  readonly statement: BoundStatement;
}

function bindStatement(statement: Statement, context: QueryContext): BoundResult {
  switch (statement.kind) {
    case 'linear': {
      const nested = nestedProcedure(statement);
      if (nested !== undefined) return bindNested(nested, context);
      return bindFocused(statement, context) ?? bindLinear(statement, context);
    }
    case 'setOperation':
      return bindSetOperation(statement, context);
    default:
      return unreachable(statement);
  }
}

/** `USE g { procedure }` (14.2): the graph is that of all statements inside. */
function bindFocused({ clauses }: LinearStatement, context: QueryContext): BoundResult | undefined {
  const [use, nested] = clauses;
  if (use?.kind !== 'use' || nested?.kind !== 'nested' || clauses.length > 2) return undefined;
  const { state } = context;
  return state.within(state.focus, () => {
    bindClause(use, context);
    return bindNested(nested.body, context);
  });
}

/** `{ procedure }` as an operand. */
function bindNested(procedure: Procedure, context: QueryContext): BoundResult {
  const [only] = procedure.statements;
  if (procedure.definitions.length === 0 && procedure.statements.length === 1 && only) {
    return bindStatement(only.statement, context);
  }
  return bindBlock(procedure, context);
}

/** Statements one after the other on the incoming table, behind definitions if there are any. */
function bindBlock(procedure: Procedure, context: QueryContext): BoundResult {
  const { state } = context;
  return state.within(focusAt(procedure, state), () => {
    const { setup, scope } = bindDefinitions(procedure, context);
    const statements: BoundStatement[] = [];
    const columns = bindStatements(procedure, { ...context, scope }, statements);
    const statement: BoundBlock = { kind: 'block', setup, statements, ...(columns && { columns }) };
    return { statement, columns, scope: columnScope(columns ?? [], context.scope) };
  });
}

function bindLinear(linear: LinearStatement, context: QueryContext): BoundResult {
  return context.state.within(context.state.focus, () => bindClauses(linear, context));
}

function bindClauses(linear: LinearStatement, context: QueryContext): BoundResult {
  const clauses: BoundClause[] = [];
  let { scope } = context;
  let columns: Columns;
  let hasEffects = context.resultOptional === true;
  let ended = false;
  for (const clause of linear.clauses) {
    const isCatalog = isCatalogClause(clause);
    // Only catalog statements form a row without NEXT (12.1).
    if (ended && !isCatalog) {
      throw syntaxError('the statement has ended; NEXT begins another', clause.span);
    }
    const bound = bindClause(clause, { ...context, scope });
    // Not before: what CALL runs may begin with catalog statements.
    context.state.hasData ||= !isCatalog;
    clauses.push(...bound.clauses);
    ({ scope, columns } = bound);
    hasEffects ||= bound.hasEffects === true;
    ended = bound.isEnd === true;
  }
  if (!ended && !hasEffects) {
    throw syntaxError(
      'the statement computes rows and returns none of them',
      linear.span,
      'end it with RETURN, or with FINISH',
    );
  }
  if (!ended && context.resultOptional === true) columns = [];
  if (linear.clauses.length === 1 && isCall(linear.clauses[0])) {
    columns = calledColumns(scope, context);
  }
  const statement: BoundLinear = { kind: 'linear', clauses, ...(columns && { columns }) };
  const after = columns === undefined ? columnScope([], scope) : scope;
  return { statement, columns, scope: after };
}

function isCall(clause: Clause | undefined): boolean {
  return clause?.kind === 'callInline' || clause?.kind === 'callProcedure';
}

/** A CALL that stands alone has the result of what it calls, if that has one. */
function calledColumns(scope: Scope, { state, scope: before }: QueryContext): Columns {
  const added = scope.columns().filter(([name]) => !before.sees(name));
  if (added.length === 0) return undefined;
  return added.map(([name, { variable }]) => columnOf(state, variable, name));
}

/** UNION, EXCEPT, INTERSECT, OTHERWISE (14.2): both operands read the same incoming table. */
function bindSetOperation(operation: SetOperation, context: QueryContext): BoundResult {
  const { operator, all, span } = operation;
  const { left: leftSource, right: rightSource } = operation;
  checkHomogeneous(operation);
  const left = bindStatement(leftSource, context);
  const right = bindStatement(rightSource, context);
  if (left.columns === undefined || right.columns === undefined) {
    throw syntaxError(`the operands of ${operator} need results; one ends without RETURN`, span);
  }
  const { state } = context;
  const rightColumns = matchingColumns(left.columns, right.columns, operation, state);
  const columns = left.columns.map((column, i) =>
    combinedColumn(column, present(rightColumns[i], 'matching column'), state),
  );
  const statement: BoundSetOperation = {
    kind: 'setOperation',
    operator,
    all,
    left: left.statement,
    right: right.statement,
    columns,
    leftColumns: left.columns.map(({ variable }) => variable),
    rightColumns: rightColumns.map(({ variable }) => variable),
  };
  return { statement, columns, scope: columnScope(columns, context.scope) };
}

/** A column of both operands; one of elements keeps their role, so that patterns can join on it. */
function combinedColumn(left: BoundColumn, right: BoundColumn, state: BindState): BoundColumn {
  const [a, b] = [state.variable(left.variable), state.variable(right.variable)];
  const variable = state.newVariable({
    name: left.name,
    role: a.role === b.role ? a.role : 'value',
    degree: 'singleton',
    type: commonType([left.type, right.type]),
    notNull: a.notNull && b.notNull,
  });
  return columnOf(state, variable, left.name);
}

/** Without braces all operators of one expression are the same (14.2 SR 3). */
function checkHomogeneous({ left, operator, all, span }: SetOperation): void {
  if (left.kind !== 'setOperation') return;
  if (left.operator === operator && left.all === all) return;
  throw syntaxError(
    `${left.operator} and ${operator} have no precedence over each other`,
    span,
    'put braces around the one that comes first: { … } UNION { … }',
  );
}

/** The right columns in the order of the left ones; the two sets of names must be the same. */
function matchingColumns(
  left: readonly BoundColumn[],
  right: readonly BoundColumn[],
  { operator, span }: SetOperation,
  state: BindState,
): readonly BoundColumn[] {
  const found = left.map(({ name }) => right.find((column) => column.name === name));
  if (left.length === right.length && found.every((column) => column !== undefined)) return found;
  if (matchByPlace(left, right, state)) return right;
  const names = (columns: readonly BoundColumn[]): string =>
    columns.map(({ name }) => name).join(', ') || 'none';
  throw syntaxError(
    `the operands of ${operator} have different columns: ${names(left)} and ${names(right)}`,
    span,
    'give the columns the same names with AS',
  );
}

/**
 * Extension: the name of a column without alias is for the implementation to choose (14.11), so
 * such columns match by place.
 */
function matchByPlace(
  left: readonly BoundColumn[],
  right: readonly BoundColumn[],
  state: BindState,
): boolean {
  if (state.environment.strict || left.length !== right.length) return false;
  const isUnnamed = (column: BoundColumn): boolean => state.unnamedColumns.has(column.variable);
  return left.every((column, i) => {
    const other = present(right[i], 'column of the same place');
    return column.name === other.name || (isUnnamed(column) && isUnnamed(other));
  });
}

/**
 * VALUE x = …, in front of the statements (GP05): they see the working record, not the incoming
 * table, and hold for all statements.
 */
function bindDefinitions(
  { definitions }: Procedure,
  context: QueryContext,
): { readonly setup: readonly Binding<BoundQuery>[]; readonly scope: Scope } {
  let { scope } = context;
  const setup: Binding<BoundQuery>[] = [];
  for (const definition of definitions) {
    const { name, span } = definition.name;
    if (scope.sees(name)) {
      throw invalidReference(`"${name}" is defined already`, span, 'choose another name');
    }
    const around = scope.withoutColumns(IS_COLUMN, 'use LET for what differs from row to row');
    const binding = bindDefinition(definition, { ...context, scope: around });
    setup.push(binding);
    scope = scope.around([[name, visible(binding.variable)]]);
  }
  return { setup, scope };
}

const IS_COLUMN = 'is a column of the table in front, and a definition holds for all of its rows';

function bindDefinition(
  definition: VariableDefinition,
  { state, scope }: QueryContext,
): Binding<BoundQuery> {
  const { name, type, value } = definition;
  const bound = bindInitializer(definition, plainContext(state, scope, 'in a definition'));
  const assignedValue =
    definition.object === 'value' ? assigned(bound, type?.type, value.span) : bound;
  return { variable: variableFor(state, name.name, assignedValue), value: assignedValue };
}

function bindInitializer(definition: VariableDefinition, context: ExpressionContext): BoundExpr {
  const { object, value } = definition;
  switch (object) {
    case 'graph':
      return bindGraph(value, context);
    case 'table':
      return bindTable(value, context);
    case 'value': {
      if (value.kind === 'reference') return bindGraph(value, context);
      const isQuery = value.kind === 'procedure';
      return bindPart(
        isQuery ? { kind: 'valueQuery', query: value, span: value.span } : value,
        context,
      );
    }
    default:
      return unreachable(object);
  }
}
