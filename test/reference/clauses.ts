import { GqlError } from '../../src/base/errors.ts';
import type {
  CallInline,
  Clause,
  ForClause,
  OptionalClause,
} from '../../src/syntax/ast/statement.ts';
import type { Identifier } from '../../src/syntax/ast/node.ts';
import { isList } from '../../src/values/family.ts';
import type { Value } from '../../src/values/value.ts';
import type { BindingTable, Context, Row, Scope } from './context.ts';
import { NotEvaluated } from './context.ts';
import { evaluate, holds } from './expressions.ts';
import { page, sortRows } from './ordering.ts';
import { matchPattern } from './patterns/graph-pattern.ts';
import { runProcedure } from './procedure.ts';
import { project } from './projection.ts';
import { runInside } from './subqueries.ts';
import { runDelete, runInsert, runRemove, runSet } from './writes.ts';

/** The working table that a clause makes of the one before (ISO/IEC 39075, clauses 13 to 15). */
export function runClause(
  clause: Clause,
  table: BindingTable,
  context: Context,
): BindingTable | undefined {
  switch (clause.kind) {
    case 'match':
      return matchPattern(clause.pattern, table, context);
    case 'optional':
      return optional(clause, table, context);
    case 'let':
      return clause.definitions.reduce(
        (seen, { name, value }) =>
          extend(seen, name.name, (row) =>
            evaluate(value, context.scopeOf(row, seen.groups), context),
          ),
        table,
      );
    case 'filter': {
      const { rows, groups } = table;
      const kept = rows.filter((row) =>
        holds(clause.condition, context.scopeOf(row, groups), context),
      );
      return { ...table, rows: kept };
    }
    case 'for':
      return unnest(clause, table, context);
    case 'orderBy': {
      const scopes = table.rows.map((row) => context.scopeOf(row, table.groups));
      const sorted = sortRows(table.rows, scopes, clause.keys, context);
      return { ...table, rows: page(sorted, clause, context) };
    }
    case 'return':
      return clause.body === undefined
        ? { columns: [], groups: new Set(), rows: table.rows.map(() => new Map()) }
        : project(clause.body, table, context);
    case 'finish':
      return undefined;
    case 'callInline':
      return callInline(clause, table, context);
    case 'nested':
      return runProcedure(clause.body, table, context);
    case 'insert':
      return runInsert(clause, table, context);
    case 'set':
      return runSet(clause, table, context);
    case 'remove':
      return runRemove(clause, table, context);
    case 'delete':
      return runDelete(clause, table, context);
    default:
      throw new NotEvaluated(`clause ${clause.kind}`);
  }
}

/** The table with one more column. */
function extend(table: BindingTable, name: string, valueOf: (row: Row) => Value): BindingTable {
  return {
    ...table,
    columns: [...table.columns, name],
    rows: table.rows.map((row) => new Map([...row, [name, valueOf(row)]])),
  };
}

/**
 * OPTIONAL (14.4): a left outer join of each row with the operand. The block is one operand: what
 * it binds is all there or all null (GQ21, B.3).
 */
function optional(clause: OptionalClause, table: BindingTable, context: Context): BindingTable {
  const match = (one: BindingTable): BindingTable =>
    clause.block.reduce(
      (seen, inner) =>
        inner.kind === 'match'
          ? matchPattern(inner.pattern, seen, context)
          : optional(inner, seen, context),
      one,
    );
  const { columns, groups } = match({ ...table, rows: [] });
  const added = columns.filter((name) => !table.columns.includes(name));
  const nothing = added.map((name): [string, Value] => [name, null]);
  const rows = table.rows.flatMap((row): readonly Row[] => {
    const found = match({ ...table, rows: [row] }).rows;
    return found.length > 0 ? found : [new Map([...row, ...nothing])];
  });
  return { columns, groups, rows };
}

/** FOR (14.8): a row per element; ordinality counts from 1, offset from 0; none for null (B.3). */
function unnest(clause: ForClause, table: BindingTable, context: Context): BindingTable {
  const { variable, source, position } = clause;
  const rows = table.rows.flatMap((row) => {
    const list = evaluate(source, context.scopeOf(row, table.groups), context);
    if (list === null) return [];
    if (!isList(list)) throw new GqlError('22G03', 'FOR needs a list');
    return list.map((element, i): Row => {
      const extended = new Map([...row, [variable.name, element]]);
      const first = position?.from === 'ordinality' ? 1 : 0;
      if (position !== undefined) extended.set(position.variable.name, first + i);
      return extended;
    });
  });
  const counter = position === undefined ? [] : [position.variable.name];
  return { ...table, columns: [...table.columns, variable.name, ...counter], rows };
}

/** CALL { … } (15.2): once per row; no row inside drops the row, unless OPTIONAL (B.3). */
function callInline(clause: CallInline, table: BindingTable, context: Context): BindingTable {
  let columns: readonly string[] = resultColumns(clause.body);
  const rows = table.rows.flatMap((row): readonly Row[] => {
    const scope = limitedTo(clause.scope, context.scopeOf(row, table.groups));
    const inner = runInside(clause.body, scope, context);
    ({ columns } = inner);
    if (inner.rows.length === 0 && clause.optional) {
      return [new Map([...row, ...columns.map((name): [string, Value] => [name, null])])];
    }
    return inner.rows.map((result) => new Map([...row, ...result]));
  });
  return { ...table, columns: [...table.columns, ...columns], rows };
}

function limitedTo(names: readonly Identifier[] | undefined, scope: Scope): Scope {
  if (names === undefined) return scope;
  const kept = new Set(names.map(({ name }) => name));
  return {
    values: new Map([...scope.values].filter(([name]) => kept.has(name))),
    groups: new Set([...scope.groups].filter((name) => kept.has(name))),
  };
}

/** The column names of a procedure, for a table without rows. */
function resultColumns(body: CallInline['body']): string[] {
  let statement = body.statements.at(-1)?.statement;
  while (statement?.kind === 'setOperation') statement = statement.left;
  const last = statement?.clauses.at(-1);
  if (last?.kind === 'nested') return resultColumns(last.body);
  if (last?.kind !== 'return' || last.body === undefined) return [];
  return last.body.items.map(({ alias, text }) => alias?.name ?? text);
}
