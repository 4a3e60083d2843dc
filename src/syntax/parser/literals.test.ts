import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { GqlError } from '../../base/errors.ts';
import { formatTemporal } from '../../values/temporal/format.ts';
import type { TemporalValue, Value } from '../../values/value.ts';
import { Float } from '../../values/value.ts';
import type { Literal } from '../ast/expression.ts';
import { parseExpression } from '../parse.ts';

function literal(text: string): Literal {
  const expression = parseExpression(text);
  if (expression.kind !== 'literal') throw new Error(`${text} is a ${expression.kind}`);
  return expression;
}

function failure(text: string): GqlError {
  try {
    parseExpression(text);
  } catch (error) {
    if (error instanceof GqlError) return error;
    throw error;
  }
  throw new Error(`${text} parses`);
}

const INT = { kind: 'integer', signed: true, bits: 64 };

describe('exact numbers', () => {
  it.each<[string, Value]>([
    ['0', 0],
    ['1_000', 1000],
    ['0xFF', 255],
    ['0x_ff_FF', 65535],
    ['0o17', 15],
    ['0b1010', 10],
    ['9007199254740991', 9007199254740991],
    ['9007199254740993', 9007199254740993n],
    ['9223372036854775807', 9223372036854775807n],
    ['000000000000000000001', 1],
    ['0x7FFFFFFFFFFFFFFF', 9223372036854775807n],
  ])('%s', (text, value) => {
    expect(literal(text)).toMatchObject({ value, type: INT });
  });

  it('takes a wider type for what INT cannot hold', () => {
    expect(literal('9223372036854775808').type).toMatchObject({ bits: 128 });
    expect(literal('9'.repeat(40)).type).toMatchObject({ bits: 256 });
    expect(failure('9'.repeat(80)).gqlstatus).toBe('22003');
    expect(failure('9'.repeat(100_000)).gqlstatus).toBe('22003');
  });

  it.each([
    ['1.5', '1.5'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['1_0.2_5', '10.25'],
    ['2M', '2'],
    ['1.50m', '1.5'],
    ['1E3M', '1000'],
    ['5.e2M', '500'],
    ['0.1000000000000000055511151231257827', '0.1000000000000000055511151231257827'],
  ])('%s is a decimal', (text, digits) => {
    const { value, type } = literal(text);
    expect(value).toBeInstanceOf(Decimal);
    expect((value as Decimal).toFixed()).toBe(digits);
    expect(type).toEqual({ kind: 'decimal' });
  });

  it('refuses a decimal past the range of exponents', () => {
    const error = failure('1 + 1E9999M');
    expect(error.gqlstatus).toBe('22003');
    expect(error.span).toEqual({ start: 4, end: 11 });
  });
});

describe('approximate numbers', () => {
  it.each([
    ['1e3', 1000],
    ['1.5E-3', 0.0015],
    ['1.5F', 1.5],
    ['2D', 2],
    ['2e1d', 20],
    ['1e-400', 0],
  ])('%s', (text, value) => {
    expect(literal(text)).toMatchObject({ value: new Float(value), type: { kind: 'float' } });
  });

  it('refuses what is beyond FLOAT64', () => {
    const error = failure('1e400');
    expect(error.gqlstatus).toBe('22003');
    expect(error.hint).toContain('suffix M');
  });
});

describe('strings', () => {
  it.each([
    ["'a'", 'a'],
    ["''", ''],
    ["'it''s'", "it's"],
    ['"say ""x"""', 'say "x"'],
    ['"it\'s"', "it's"],
    [String.raw`'\\ \' \" \` \t\b\n\r\f'`, '\\ \' " ` \t\b\n\r\f'],
    [String.raw`'\u00E4\U01F600'`, 'ä😀'],
    [String.raw`'\uD83D\uDE00'`, '😀'],
    [String.raw`@'raw \n'`, 'raw \\n'],
    [String.raw`@'it''s \'`, "it's \\"],
    [String.raw`@"\"`, '\\'],
    ["'two\nlines'", 'two\nlines'],
  ])('%s', (text, value) => {
    expect(literal(text)).toMatchObject({ value, type: { kind: 'string' } });
  });

  it.each([
    [String.raw`'a\q'`, "'\\q' is no escape", 2],
    [String.raw`'\u12'`, 'behind \\u stand 4 hexadecimal digits', 1],
    [String.raw`'\U12345'`, 'behind \\U stand 6 hexadecimal digits', 1],
    [String.raw`'\u{41}'`, 'behind \\u stand 4 hexadecimal digits', 1],
    [String.raw`'\U110000'`, 'U+110000 is beyond the last character, U+10FFFF', 1],
    [String.raw`'\uD800'`, 'an escape stands for half of a surrogate pair', 1],
  ])('refuses %s', (text, message, start) => {
    const error = failure(text);
    expect(error).toMatchObject({ gqlstatus: '42001', message });
    expect(error.span?.start).toBe(start);
  });
});

describe('byte strings', () => {
  it.each<[string, number[]]>([
    ["X''", []],
    ["X'0A ff'", [10, 255]],
    ["x' 0 a '", [10]],
    ["X'0A' 'BB'\n/* then */ 'C C'", [10, 187, 204]],
  ])('%j', (text, bytes) => {
    expect(literal(text)).toMatchObject({ value: Uint8Array.from(bytes), type: { kind: 'bytes' } });
  });

  it.each([["X'0'"], ["X'0G'"], ["X'0A' 'G'"]])('refuses %s', (text) => {
    expect(failure(text).message).toContain('pairs of hexadecimal digits');
  });
});

describe('words', () => {
  it.each<[string, Value, object]>([
    ['TRUE', true, { name: 'BOOL' }],
    ['false', false, { name: 'BOOL' }],
    ['UNKNOWN', null, { name: 'BOOL' }],
    ['null', null, { name: 'NULL' }],
  ])('%s', (text, value, type) => {
    expect(literal(text)).toMatchObject({ value, type });
  });
});

describe('time', () => {
  it.each([
    ["DATE '2024-02-29'", 'DATE', '2024-02-29'],
    ['DATE "2024-02-29"', 'DATE', '2024-02-29'],
    ["TIME '12:30:00'", 'LOCAL TIME', '12:30:00'],
    ["TIME '12:30:00+01:00'", 'ZONED TIME', '12:30:00+01:00'],
    ["DATETIME '2024-01-01T00:00:00'", 'LOCAL DATETIME', '2024-01-01T00:00:00'],
    ["TIMESTAMP '2024-01-01 00:00:00'", 'LOCAL DATETIME', '2024-01-01T00:00:00'],
    ["DATETIME '2024-01-01T00:00:00Z'", 'ZONED DATETIME', '2024-01-01T00:00:00Z'],
    ["DURATION 'P1Y2M'", 'DURATION YEAR TO MONTH', 'P1Y2M'],
    ["DURATION 'P1DT2H'", 'DURATION DAY TO SECOND', 'P1DT2H'],
    ["INTERVAL '1-2' YEAR TO MONTH", 'DURATION YEAR TO MONTH', 'P1Y2M'],
    ["INTERVAL '3 04:05:06' DAY TO SECOND(3)", 'DURATION DAY TO SECOND', 'P3DT4H5M6S'],
    ["INTERVAL -'1' DAY(2)", 'DURATION DAY TO SECOND', '-P1D'],
    ["INTERVAL - '1' YEAR", 'DURATION YEAR TO MONTH', '-P1Y'],
    ["LOCAL TIME '12:30:00'", 'LOCAL TIME', '12:30:00'],
    ["ZONED DATETIME '2024-01-01T00:00:00Z'", 'ZONED DATETIME', '2024-01-01T00:00:00Z'],
  ])('%s', (text, name, printed) => {
    const { value, type } = literal(text);
    expect(type).toEqual({ kind: 'simple', name });
    expect(formatTemporal(value as TemporalValue)).toBe(printed);
  });

  it.each([
    ["1 + DATE '2024-13-45'", '22007', { start: 4, end: 21 }],
    ["TIME 'noon'", '22007', { start: 0, end: 11 }],
    ["DURATION 'junk'", '22G0H', { start: 0, end: 15 }],
    ["INTERVAL 'x' DAY", '22G0H', { start: 0, end: 16 }],
    ["INTERVAL '1' DAY TO YEAR", '22G0H', { start: 0, end: 24 }],
    ["LOCAL TIME '12:30:00Z'", '22007', { start: 0, end: 22 }],
  ])('refuses %s with a place', (text, gqlstatus, span) => {
    const error = failure(text);
    expect(error).toMatchObject({ gqlstatus, span });
    expect(error.position?.offset).toBe(span.start);
  });

  it('leaves the words to variables and functions where no string follows', () => {
    expect(parseExpression('date')).toMatchObject({ kind: 'variable', name: 'date' });
    expect(parseExpression("DATE('2024-01-01')")).toMatchObject({ kind: 'call', name: 'DATE' });
  });
});
