import type { Code } from '../../code.ts';
import { nullTest } from '../../code.ts';
import { columnPart } from '../../columns.ts';
import type { Generator } from '../../generator.ts';
import { choice, FALSE, grouped } from '../../source/text.ts';
import { tablePart } from '../../tables.ts';

/** Several values as one integer, by their places in a mixed radix. */
export interface NumberKey {
  readonly text: string;
  /** Every key is below: by estimate now, and as an expression of the run. */
  readonly size: number;
  readonly sizeText: string;
}

/** Undefined where a value is not one of a known number of places, or there are too many. */
export function numberKey(gen: Generator, codes: readonly Code[]): NumberKey | undefined {
  const [only] = codes;
  if (only !== undefined && codes.length === 1) return digitOf(gen, only) ?? wholeKey(only);
  let key: NumberKey | undefined;
  for (const code of codes) {
    const digit = digitOf(gen, code);
    if (digit === undefined) return undefined;
    key = key === undefined ? digit : append(key, digit);
    if (key.size >= Number.MAX_SAFE_INTEGER / 1024) return undefined;
  }
  return key;
}

/** A value that is an integer as it stands; null is one that is no safe integer. */
function wholeKey(code: Code): NumberKey | undefined {
  const text = integerOf(code);
  if (text === undefined) return undefined;
  const key = choice(nullTest(code), '-9007199254740992', text);
  return { text: key, size: Number.POSITIVE_INFINITY, sizeText: 'Infinity' };
}

function integerOf(code: Code): string | undefined {
  switch (code.rep) {
    case 'int':
    case 'day':
      return code.text;
    case 'node':
      return code.slot();
    case 'edge':
      return code.packed();
    default:
      return undefined;
  }
}

function append(left: NumberKey, right: NumberKey): NumberKey {
  return {
    text: `${grouped(left.text)} * ${grouped(right.sizeText)} + ${grouped(right.text)}`,
    size: left.size * right.size,
    sizeText: `${grouped(left.sizeText)} * ${grouped(right.sizeText)}`,
  };
}

/** A value as its place among those that there are; null has place 0, where it can occur. */
function digitOf(gen: Generator, code: Code): NumberKey | undefined {
  switch (code.rep) {
    case 'node': {
      const [table] = code.tables;
      if (table === undefined || code.tables.length > 1) return undefined;
      const object = tablePart(gen, 'node', table, 'table');
      const size = roughly(gen, (raw) => raw.nodeTables[table]?.rowCount ?? 0);
      return withNull(code, { text: code.row(), size, sizeText: `${object}.rowCount` });
    }
    case 'entry': {
      const { column } = code;
      const dictionary = columnPart(gen, column, 'dictionary');
      const size = gen.layout.fact((reader, raw) => {
        const tables = column.element === 'node' ? raw.nodeTables : raw.edgeTables;
        const key = reader.propertyKey(column.property);
        return powerOfFour(tables[column.table]?.columns[key]?.dictionary?.size ?? 0);
      });
      return withNull(code, { text: code.text, size, sizeText: `${dictionary}.size` });
    }
    case 'bool':
      return {
        text: choice(`${grouped(code.value)} === null`, '0', choice(code.value, '2', '1')),
        size: 3,
        sizeText: '3',
      };
    default:
      return undefined;
  }
}

function roughly(
  gen: Generator,
  size: (raw: Parameters<Parameters<Generator['layout']['fact']>[0]>[1]) => number,
): number {
  return gen.layout.fact((_reader, raw) => powerOfFour(size(raw)));
}

/** In powers of four, so that growth does not change the fact each time. */
function powerOfFour(size: number): number {
  return 4 ** Math.ceil(Math.log(Math.max(size, 1)) / Math.log(4));
}

function withNull(code: Code, key: NumberKey): NumberKey {
  const isNull = nullTest(code);
  if (isNull === FALSE) return key;
  return {
    text: choice(isNull, '0', `${grouped(key.text)} + 1`),
    size: key.size + 1,
    sizeText: `${key.sizeText} + 1`,
  };
}
