import type { PhysicalOperator } from '../../../planner/plan/operator.ts';
import type { LetExpr, ListExpr, RecordExpr } from '../../../semantics/bound/expression.ts';
import type { Value } from '../../../values/value.ts';
import { RecordValue } from '../../../values/value.ts';
import { materialized } from '../boxing.ts';
import type { Code } from '../code.ts';
import type { Generator } from '../generator.ts';
import type { Cursor } from '../scope.ts';
import { binding } from '../scope.ts';

export function listCode(gen: Generator, cursor: Cursor, expr: ListExpr<PhysicalOperator>): Code {
  const elements = expr.elements.map((element) => gen.value(cursor, element));
  return { rep: 'value', text: `[${elements.join(', ')}]`, nullable: false };
}

/** The field names are bound with the constructor: they come from the query's text. */
export function recordCode(
  gen: Generator,
  cursor: Cursor,
  expr: RecordExpr<PhysicalOperator>,
): Code {
  const values = expr.values.map((field) => gen.value(cursor, field));
  const make = (fields: readonly Value[]): RecordValue => new RecordValue(expr.names, fields);
  const text = `${gen.layout.value('record', make)}([${values.join(', ')}])`;
  return { rep: 'value', text, nullable: false };
}

export function letIn(gen: Generator, cursor: Cursor, expr: LetExpr<PhysicalOperator>): Code {
  const bound = materialized(gen, cursor.block, gen.expression(cursor, expr.value));
  return gen.expression(binding(cursor, [[expr.variable, bound]]), expr.body);
}
