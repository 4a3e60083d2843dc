import type {
  LinearStatement,
  Procedure,
  SetOperation,
  Statement,
} from '../../src/syntax/ast/procedure.ts';
import type { Value } from '../../src/values/value.ts';
import { runClause } from './clauses.ts';
import type { BindingTable, Context, Row } from './context.ts';
import { NotEvaluated, overlay } from './context.ts';
import { partition, sameTuple } from './distinct.ts';
import { evaluate } from './expressions.ts';

/**
 * A procedure body (ISO/IEC 39075, 9.2): NEXT hands the result table of one statement, and nothing
 * else, to the next as its working table (B.1). Undefined is the omitted result.
 */
export function runProcedure(
  procedure: Procedure,
  table: BindingTable,
  context: Context,
): BindingTable | undefined {
  const inner = withDefinitions(procedure, context);
  let current = table;
  let result: BindingTable | undefined;
  for (const [i, { yield: items, statement }] of procedure.statements.entries()) {
    if (i > 0) current = result ?? { ...NO_RESULT, rows: [new Map()] };
    if (items !== undefined) current = yielded(current, items);
    result = runStatement(statement, current, inner);
  }
  return result;
}

const NO_RESULT: BindingTable = { columns: [], groups: new Set(), rows: [] };

/** `VALUE x = e` in front of the statements (9.2, GP05). */
function withDefinitions({ definitions }: Procedure, context: Context): Context {
  return definitions.reduce((seen, { object, name, value }) => {
    if (object !== 'value' || value.kind === 'procedure' || value.kind === 'reference') {
      throw new NotEvaluated(`definition of a ${object}`);
    }
    const values = new Map([[name.name, evaluate(value, seen.outer, seen)]]);
    return seen.within(overlay(seen.outer, { values, groups: new Set() }));
  }, context);
}

/** NEXT YIELD: keeps and renames columns. */
function yielded(
  table: BindingTable,
  items: NonNullable<Procedure['statements'][number]['yield']>,
): BindingTable {
  const names = items.map(({ name, alias }) => [name.name, (alias ?? name).name] as const);
  const rows = table.rows.map((row) => {
    const kept = names.map(([from, to]): [string, Value] => [to, row.get(from) ?? null]);
    return new Map(kept);
  });
  return { columns: names.map(([, to]) => to), groups: new Set(), rows };
}

/** Both operands of a set operator read the same working table (B.1). */
function runStatement(
  statement: Statement,
  table: BindingTable,
  context: Context,
): BindingTable | undefined {
  if (statement.kind === 'setOperation') return combine(statement, table, context);
  const last = statement.clauses.at(-1)?.kind;
  const result = workingTable(statement, table, context);
  return last === 'return' || last === 'nested' ? result : undefined;
}

/** What the last clause of a linear statement leaves. */
export function workingTable(
  { clauses }: LinearStatement,
  table: BindingTable,
  context: Context,
): BindingTable | undefined {
  return clauses.reduce<BindingTable | undefined>(
    (current, clause) => runClause(clause, current ?? NO_RESULT, context),
    table,
  );
}

/** UNION, EXCEPT, INTERSECT, OTHERWISE (14.2), by distinctness; columns go by name (B.3). */
function combine(
  { operator, all, left, right }: SetOperation,
  table: BindingTable,
  context: Context,
): BindingTable {
  const first = runStatement(left, table, context) ?? NO_RESULT;
  if (operator === 'OTHERWISE') {
    if (first.rows.length > 0) return first;
    return runStatement(right, table, context) ?? NO_RESULT;
  }
  const second = runStatement(right, table, context) ?? NO_RESULT;
  const { columns } = first;
  const tuple = (row: Row): Value[] => columns.map((name) => row.get(name) ?? null);
  const distinct = (rows: readonly Row[]): Row[] =>
    partition(rows, tuple).flatMap((group) => group.slice(0, 1));
  const isIn = (row: Row, rows: readonly Row[]): boolean =>
    rows.some((other) => sameTuple(tuple(row), tuple(other)));
  switch (operator) {
    case 'UNION': {
      const both = [...first.rows, ...second.rows];
      return { ...first, rows: all ? both : distinct(both) };
    }
    case 'EXCEPT':
      if (all) return { ...first, rows: matched(first.rows, second.rows, tuple).unmatched };
      return { ...first, rows: distinct(first.rows).filter((row) => !isIn(row, second.rows)) };
    case 'INTERSECT':
      if (all) return { ...first, rows: matched(first.rows, second.rows, tuple).matched };
      return { ...first, rows: distinct(first.rows).filter((row) => isIn(row, second.rows)) };
  }
}

/** Rows of the left side with and without a partner; each row of the right side is used once. */
function matched(
  left: readonly Row[],
  right: readonly Row[],
  tuple: (row: Row) => readonly Value[],
): { readonly matched: Row[]; readonly unmatched: Row[] } {
  const free = [...right];
  const result = { matched: [] as Row[], unmatched: [] as Row[] };
  for (const row of left) {
    const at = free.findIndex((other) => sameTuple(tuple(row), tuple(other)));
    if (at >= 0) free.splice(at, 1);
    (at >= 0 ? result.matched : result.unmatched).push(row);
  }
  return result;
}
