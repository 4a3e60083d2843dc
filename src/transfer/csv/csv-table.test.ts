import { describe, expect, it } from 'vitest';
import { cellString, parseCsv } from './csv-table.ts';
import { firstInvalidByte, requireUtf8 } from './encoding.ts';
import { inferColumn } from './infer.ts';
import { integerColumn } from './integers.ts';

const COMMA = 44;

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function cells(text: string, separator = COMMA): string[][] {
  const table = parseCsv('t.csv', bytes(text), separator);
  return Array.from({ length: table.rowCount }, (_, row) =>
    table.header.map((_name, column) => cellString(table, row * table.header.length + column)),
  );
}

describe('cutting CSV into cells', () => {
  it.each([
    ['plain rows', 'a,b\n1,2\n3,4\n', [['1', '2'], ['3', '4']]], // prettier-ignore
    ['no line end at the end', 'a,b\n1,2', [['1', '2']]],
    ['Windows line ends', 'a,b\r\n1,2\r\n', [['1', '2']]],
    ['empty cells', 'a,b\n,\n', [['', '']]],
    ['blank lines are no rows', 'a,b\n\n1,2\n\n', [['1', '2']]],
    ['quotes', 'a,b\n"x,y","1 ""2"" 3"\n', [['x,y', '1 "2" 3']]],
    ['a line end in quotes', 'a,b\n"x\ny",2\n', [['x\ny', '2']]],
    ['quotes before Windows line ends', 'a,b\r\n"x","y"\r\n', [['x', 'y']]],
    ['a byte order mark', '\uFEFFa,b\n1,2\n', [['1', '2']]],
    ['text beyond ASCII', 'a,b\nJagüey,日本\n', [['Jagüey', '日本']]],
  ])('%s', (_name, text, expected) => {
    expect(cells(text)).toEqual(expected);
  });

  it('takes other separators', () => {
    expect(cells('a|b\n1,5|2\n', 124)).toEqual([['1,5', '2']]);
  });

  it.each([
    ['too few fields', 'a,b\n1,2\n3\n', /t\.csv, line 3, column 1: the row has 1 field/u],
    ['too many fields', 'a,b\n1,2,3\n', /t\.csv, line 2, column 1: the row has 3 fields/u],
    ['an open quote', 'a,b\n1,"2\n', /line 2, column 3: a quoted field is never closed/u],
    ['text behind a quote', 'a,b\n"1"x,2\n', /line 2, column 4: text follows/u],
    ['a column without name', 'a,,c\n', /line 1, column 3: the header names no column 2/u],
  ])('refuses %s', (_name, text, message) => {
    expect(() => parseCsv('t.csv', bytes(text), COMMA)).toThrow(message);
  });
});

describe('encoding', () => {
  it.each([
    [[0x61, 0xff], 1],
    [[0xc3, 0x28], 0],
    [[0xed, 0xa0, 0x80], 0],
    [[0xf0, 0x9f, 0x98, 0x80], -1],
    [[0xe2, 0x82], 0],
    [[0xc0, 0x80], 0],
  ])('finds the first wrong byte of %j', (data, at) => {
    expect(firstInvalidByte(Uint8Array.from(data))).toBe(at);
  });

  it('names file, line and column', () => {
    const latin1 = Uint8Array.from([...bytes('a,b\nx,J'), 0xfc, 0x0a]);
    expect(() => {
      requireUtf8('t.csv', latin1);
    }).toThrow(/t\.csv, line 2, column 4: the byte 0xFC is not UTF-8/u);
  });
});

describe('inferring types over the whole column', () => {
  const rules = { nullText: '', listSeparator: ';' };
  it.each([
    [['1', '-2', '0'], 'INT', false],
    [['1', '2.5'], 'FLOAT', false],
    [['007', '8'], 'STRING', false],
    [['1', 'x'], 'STRING', false],
    [['true', 'FALSE'], 'BOOL', false],
    [['2024-01-31'], 'DATE', false],
    [['2024-01-31', '1'], 'STRING', false],
    [['2024-01-31T10:00:00'], 'LOCAL DATETIME', false],
    [['2024-01-31T10:00:00.5+02:00'], 'ZONED DATETIME', false],
    [['', ''], 'STRING', false],
    [['es;en', 'de'], 'STRING', true],
    [['1;2', '3'], 'INT', true],
    [['one; two'], 'STRING', false],
    [['one;'], 'STRING', false],
  ])('%j is %s, list: %s', (values, type, list) => {
    const table = parseCsv('t.csv', bytes(`k,a\n${values.map((v) => `0,${v}`).join('\n')}`), COMMA);
    expect(inferColumn(table, 1, rules)).toEqual({ type, list });
  });

  it('reads integers from the bytes and leaves everything else to text', () => {
    const column = (values: string[]) =>
      integerColumn(
        parseCsv('t', bytes(`k,a\n${values.map((v) => `0,${v}`).join('\n')}`), COMMA),
        1,
      );
    expect([...(column(['12', '', '-3'])?.data ?? [])]).toEqual([12, 0, -3]);
    expect(column(['12', '', '-3'])?.present?.[0]).toBe(0xfffffffd);
    expect(column(['007'])).toBeUndefined();
    expect(column(['-0'])).toBeUndefined();
    expect(column(['1.5'])).toBeUndefined();
    expect(column(['9007199254740993'])).toBeUndefined();
  });
});
