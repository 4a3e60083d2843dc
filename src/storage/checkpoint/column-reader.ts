import { unreachable } from '../../base/assert.ts';
import type { RawColumn } from '../../graph/raw.ts';
import type { StoredColumn } from '../../graph/store.ts';
import { fromJsonForm } from '../../values/json-form.ts';
import type { Value } from '../../values/value.ts';
import type { ArraySource } from './array-reader.ts';
import { readArray, readBits, readDictionary, readTexts } from './array-reader.ts';
import type { ColumnImage } from './graph-image.ts';

/** A column of all rows of a table, those of deleted elements included. */
export function readColumn(source: ArraySource, image: ColumnImage): StoredColumn {
  const { name, kind, dictionary, nanoseconds } = image;
  return {
    name,
    kind,
    present: readBits(source, image.present),
    data: readData(source, image),
    nanoseconds:
      nanoseconds && readArray(source, nanoseconds, 'f64', new Float64Array(source.rows)),
    dictionary: dictionary && readDictionary(source, dictionary),
  };
}

function readData(source: ArraySource, image: ColumnImage): RawColumn['data'] {
  const { kind, data } = image;
  const { rows } = source;
  switch (kind) {
    case 'bool':
      return readArray(source, data, 'u8', new Uint8Array(rows));
    case 'int32':
    case 'string':
    case 'date':
    case 'datetime':
      return readArray(source, data, 'i32', new Int32Array(rows));
    case 'int53':
    case 'float64':
      return readArray(source, data, 'f64', new Float64Array(rows));
    case 'int64':
      return readArray(source, data, 'i64', new BigInt64Array(rows));
    case 'tagged':
      return readValues(source, image);
    default:
      return unreachable(kind);
  }
}

function readValues(source: ArraySource, image: ColumnImage): (Value | undefined)[] {
  const values = new Array<Value | undefined>(source.rows).fill(undefined);
  readTexts(source, image.data, (row, text) => {
    values[row] = fromJsonForm(JSON.parse(text));
  });
  return values;
}
