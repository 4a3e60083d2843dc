import type { ElementRule } from '../catalog/graph-type-rules.ts';
import type { PropertyRule } from '../catalog/graph-type-property.ts';
import type { BatchColumn } from '../graph/store.ts';
import type { Value } from '../values/value.ts';
import { Float } from '../values/value.ts';

/**
 * The columns of new elements of one type as the type stores them; undefined where a value does not
 * fit, or where there is no one type.
 */
export function storedColumns(
  rule: ElementRule | undefined,
  columns: readonly BatchColumn[],
  count: number,
): readonly BatchColumn[] | undefined {
  if (rule === undefined) return undefined;
  const required = rule.required.filter(({ name }) => columns.every((c) => c.name !== name));
  if (required.length > 0 && count > 0) return undefined;
  const result: BatchColumn[] = [];
  for (const column of columns) {
    const stored = storedColumn(rule.properties.get(column.name), column);
    if (stored === undefined) return undefined;
    result.push(stored);
  }
  return result;
}

function storedColumn(
  property: PropertyRule | undefined,
  column: BatchColumn,
): BatchColumn | undefined {
  if (property === undefined) return undefined;
  if (isStoredAsIs(property, column)) return column;
  const values: Value[] = [];
  for (const value of valuesOf(column)) {
    const stored =
      value === null ? (property.isRequired ? undefined : null) : property.stored(value);
    if (stored === undefined) return undefined;
    values.push(stored);
  }
  return { name: column.name, values };
}

/** Whether the kind of the column says that all of its values fit. */
function isStoredAsIs({ type, isRequired }: PropertyRule, { values }: BatchColumn): boolean {
  if (values instanceof Int32Array) {
    return type.kind === 'integer' && type.signed && type.bits >= 32;
  }
  if (!('kind' in values) || (isRequired && values.present !== undefined)) return false;
  if (values.kind === 'float64') return type.kind === 'float' && type.bits >= 64;
  return type.kind === 'integer' && type.signed && type.bits >= 64;
}

function valuesOf({ values }: BatchColumn): Iterable<Value> {
  if (values instanceof Int32Array || !('kind' in values)) return values;
  const { kind, data, present } = values;
  return Array.from(data, (number, i): Value => {
    const isPresent = present === undefined || (((present[i >>> 5] ?? 0) >>> (i & 31)) & 1) === 1;
    if (!isPresent) return null;
    return kind === 'float64' ? new Float(number) : number;
  });
}
