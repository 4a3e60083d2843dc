import type { PhysicalOperator } from '../../../planner/plan/operator.ts';
import type { PropertyExpr } from '../../../semantics/bound/expression.ts';
import type { Value } from '../../../values/value.ts';
import { EdgeValue, NodeValue } from '../../../values/value.ts';
import type { ExecutionContext } from '../../executable.ts';
import { propertyOf, readerFor } from '../../runtime/elements.ts';
import { located } from '../../runtime/located.ts';
import { boxed } from '../boxing.ts';
import type { Code, EdgeCode, NodeCode } from '../code.ts';
import { NULL_CODE } from '../code.ts';
import { columnOf, readColumn } from '../columns.ts';
import type { Generator } from '../generator.ts';
import type { Cursor } from '../scope.ts';
import { choice, FALSE } from '../source/text.ts';
import { propertyOfTables } from './table-dispatch.ts';

export function property(
  gen: Generator,
  cursor: Cursor,
  expr: PropertyExpr<PhysicalOperator>,
): Code {
  const { substituted } = cursor;
  if (substituted !== undefined) return substituted;
  const object = gen.expression(cursor, expr.object);
  if (object.rep === 'node' || object.rep === 'edge') {
    return elementProperty(gen, cursor, object, expr.name);
  }
  const closure = (context: ExecutionContext, value: Value): Value => {
    try {
      const isElement = value instanceof NodeValue || value instanceof EdgeValue;
      const reader = isElement ? readerFor(context, value) : context.reader;
      return propertyOf(reader, value, expr.name);
    } catch (error) {
      throw located(error, expr.span);
    }
  };
  const name = gen.fresh('x');
  const read = gen.layout.value('property', closure);
  const context = gen.context(cursor.fn);
  cursor.block.line(`const ${name} = ${read}(${context}, ${boxed(gen, object)});`);
  return { rep: 'value', text: name, nullable: true };
}

/** The property of an element: from its column where the table is known. */
export function elementProperty(
  gen: Generator,
  cursor: Cursor,
  element: NodeCode | EdgeCode,
  name: string,
): Code {
  const [table] = element.tables;
  if (table === undefined) return NULL_CODE;
  if (element.tables.length === 1) {
    const column = columnOf(gen, element.rep, table, name);
    if (column === undefined) return NULL_CODE;
    return readColumn(gen, cursor, column, { row: element.row(), isNull: element.isNull });
  }
  return (
    propertyOfTables(gen, cursor, element, name) ?? genericProperty(gen, cursor, element, name)
  );
}

/** Through the reader, for elements of many tables. */
function genericProperty(
  gen: Generator,
  cursor: Cursor,
  element: NodeCode | EdgeCode,
  name: string,
): Code {
  const key = propertyKey(gen, name);
  const reader = gen.reader(cursor.fn);
  const read =
    element.rep === 'node'
      ? `${reader}.nodeProperty(${element.slot()}, ${key})`
      : `${reader}.edgeProperty(${element.packed()}, ${key})`;
  const result = gen.fresh('x');
  cursor.block.line(`const ${result} = ${choice(element.isNull ?? FALSE, 'null', read)};`);
  return { rep: 'value', text: result, nullable: true };
}

function propertyKey(gen: Generator, name: string): string {
  const known = gen.keys.get(name);
  if (known !== undefined) return known;
  const key = gen.layout.bind(gen.fresh('key'), (reader) => reader.propertyKey(name));
  gen.keys.set(name, key);
  return key;
}
