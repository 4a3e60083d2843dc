import type { BatchColumn } from '../../graph/store.ts';
import type { JsonForm } from '../../values/json-form.ts';
import { floatFromJson, floatToJson, fromJsonForm, toJsonForm } from '../../values/json-form.ts';
import type { Value } from '../../values/value.ts';
import { hasBit, setBit, wordsFor } from '../bit-set.ts';
import { RecordShapeError, list, text } from './record-shape.ts';

/** Cells `from` … `to` − 1 of a column of a batch, as they stand in a record. */
export function columnForm({ name, values }: BatchColumn, from: number, to: number): JsonForm {
  if (values instanceof Int32Array) return [name, 'i', Array.from(values.subarray(from, to))];
  if (!('kind' in values)) return [name, 'v', values.slice(from, to).map(toJsonForm)];
  const { kind, data, present } = values;
  const cells = Array.from(data.subarray(from, to), (cell, i) => {
    if (present !== undefined && !hasBit(present, from + i)) return null;
    return kind === 'int53' ? cell : floatToJson(cell);
  });
  return [name, kind === 'int53' ? 'i' : 'f', cells];
}

export function columnFromForm(form: unknown, count: number): BatchColumn {
  const [name, kind, body] = list(form);
  const cells = list(body);
  if (cells.length !== count) throw new RecordShapeError('a column has too few or too many cells');
  return { name: text(name), values: cellsOf(text(kind), cells) };
}

function cellsOf(kind: string, cells: readonly unknown[]): BatchColumn['values'] {
  switch (kind) {
    case 'i':
      return integers(cells);
    case 'f':
      return numbers('float64', cells, floatFromJson);
    case 'v':
      return cells.map((cell): Value => fromJsonForm(cell));
    default:
      throw new RecordShapeError('a column is of an unknown kind');
  }
}

function integers(cells: readonly unknown[]): BatchColumn['values'] {
  if (cells.every((cell) => typeof cell === 'number' && (cell | 0) === cell)) {
    return Int32Array.from(cells as readonly number[]);
  }
  return numbers('int53', cells, (cell) => {
    if (Number.isSafeInteger(cell)) return cell as number;
    throw new RecordShapeError('an exact integer was expected');
  });
}

function numbers(
  kind: 'int53' | 'float64',
  cells: readonly unknown[],
  read: (cell: unknown) => number,
): BatchColumn['values'] {
  const data = new Float64Array(cells.length);
  const present = new Uint32Array(wordsFor(cells.length));
  cells.forEach((cell, i) => {
    if (cell === null) return;
    data[i] = read(cell);
    setBit(present, i);
  });
  return { kind, data, present };
}
