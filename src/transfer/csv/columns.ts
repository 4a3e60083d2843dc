import { GqlError } from '../../base/errors.ts';
import type { BatchColumn } from '../../graph/store.ts';
import { castValue } from '../../values/cast.ts';
import { ANY, BOOL, DATE, FLOAT, INT, STRING } from '../../values/type.ts';
import type { IntegerType, ValueType } from '../../values/type.ts';
import type { Value } from '../../values/value.ts';
import { fileError } from '../import-error.ts';
import { cellString, placeOfCell } from './csv-table.ts';
import type { CsvTable } from './csv-table.ts';
import { inferColumn } from './infer.ts';
import type { InferenceRules, InferredType } from './infer.ts';
import { integerColumn } from './integers.ts';

export interface ColumnRules extends InferenceRules {
  /** The type that the caller named for a column, where one was. */
  readonly declared: (column: string) => ValueType | undefined;
}

/** One column of the file as a batch column, typed as declared or as inferred. */
export function csvColumn(table: CsvTable, column: number, rules: ColumnRules): BatchColumn {
  const name = table.header[column] ?? '';
  const declared = rules.declared(name);
  // Narrower types have a range to check.
  const plain = declared === undefined || (declared.kind === 'integer' && holdsInt53(declared));
  if (plain && rules.nullText === '') {
    const integers = integerColumn(table, column);
    if (integers !== undefined) return { name, values: integerValues(integers) };
  }
  const type = declared ?? inferredType(table, column, rules);
  return { name, values: convertedValues(table, column, { type, rules }) };
}

function holdsInt53(type: IntegerType): boolean {
  return type.signed && type.bits >= 64;
}

function integerValues(column: {
  readonly data: Float64Array;
  readonly present: Uint32Array | undefined;
}): BatchColumn['values'] {
  const { data, present } = column;
  return { kind: 'int53', data, ...(present !== undefined && { present }) };
}

const TYPES: Readonly<Record<InferredType, ValueType>> = {
  INT,
  FLOAT,
  BOOL,
  DATE,
  STRING,
  'LOCAL DATETIME': { kind: 'simple', name: 'LOCAL DATETIME' },
  'ZONED DATETIME': { kind: 'simple', name: 'ZONED DATETIME' },
};

function inferredType(table: CsvTable, column: number, rules: InferenceRules): ValueType {
  const inferred = inferColumn(table, column, rules);
  const type = TYPES[inferred.type];
  return inferred.list ? { kind: 'list', element: type } : type;
}

interface Conversion {
  readonly type: ValueType;
  readonly rules: ColumnRules;
}

function convertedValues(table: CsvTable, column: number, conversion: Conversion): Value[] {
  const { rules } = conversion;
  const width = table.header.length;
  const values = new Array<Value>(table.rowCount);
  // Columns repeat their values; a cast is some hundred times a look-up.
  const known = new Map<string, Value>();
  for (let row = 0; row < table.rowCount; row++) {
    const cell = row * width + column;
    const text = cellString(table, cell);
    if (text === rules.nullText) {
      values[row] = null;
      continue;
    }
    let value = known.get(text);
    if (value === undefined) {
      value = convert(table, cell, text, conversion);
      if (known.size < KNOWN_VALUES) known.set(text, value);
    }
    values[row] = value;
  }
  return values;
}

const KNOWN_VALUES = 10_000;

function convert(table: CsvTable, cell: number, text: string, conversion: Conversion): Value {
  const { type, rules } = conversion;
  if (type.kind === 'string') return text;
  try {
    if (type.kind !== 'list') return castValue(text, type === ANY ? STRING : type);
    const parts = rules.listSeparator === undefined ? [text] : text.split(rules.listSeparator);
    return parts.map((part) => castValue(part, type.element));
  } catch (error) {
    if (!(error instanceof GqlError)) throw error;
    const column = table.header[cell % table.header.length] ?? '';
    throw fileError(error.gqlstatus, `${column}: ${error.message}`, placeOfCell(table, cell));
  }
}
