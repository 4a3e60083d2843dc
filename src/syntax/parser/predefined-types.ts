import type { SimpleTypeName, ValueType } from '../../values/type.ts';
import type { Mutable } from '../ast/mutable.ts';
import type { TokenKind } from '../token.ts';
import type { Cursor } from './cursor.ts';
import { integerValue } from './literals.ts';
import { parseDurationQualifier } from './duration-qualifier.ts';

type StringLike = Extract<ValueType, { kind: 'string' | 'bytes' }>;

/** The types that a word names (ISO/IEC 39075, 18.9): booleans, strings, bytes, numbers, time. */
export function parsePredefinedType(c: Cursor): ValueType {
  c.offer(NUMERIC.keys());
  c.offer(OTHER_TYPES);
  const numeric = NUMERIC.get(c.kind);
  if (numeric !== undefined) {
    c.advance();
    return numeric;
  }
  switch (c.kind) {
    case 'STRING':
    case 'CHAR':
    case 'VARCHAR':
    case 'BYTES':
    case 'BINARY':
    case 'VARBINARY':
      return parseStringType(c);
    case 'INT':
    case 'UINT':
    case 'INTEGER':
    case 'SMALL':
    case 'BIG':
    case 'SIGNED':
    case 'UNSIGNED':
      return parseIntegerType(c);
    case 'DECIMAL':
    case 'DEC':
      return parseDecimalType(c);
    case 'FLOAT':
    case 'DOUBLE':
      return parseFloatType(c);
    default:
      return parseSimpleType(c);
  }
}

function integer(signed: boolean, bits: number): ValueType {
  return { kind: 'integer', signed, bits };
}

/** The numeric types of one word without parameters. */
const NUMERIC: ReadonlyMap<TokenKind, ValueType> = new Map<TokenKind, ValueType>([
  ...([8, 16, 32, 64, 128, 256] as const).flatMap((bits): [TokenKind, ValueType][] => [
    [`INT${bits}`, integer(true, bits)],
    [`INTEGER${bits}`, integer(true, bits)],
    [`UINT${bits}`, integer(false, bits)],
  ]),
  ...([16, 32, 64, 128, 256] as const).map((bits): [TokenKind, ValueType] => [
    `FLOAT${bits}`,
    { kind: 'float', bits },
  ]),
  ['SMALLINT', integer(true, 16)],
  ['USMALLINT', integer(false, 16)],
  ['BIGINT', integer(true, 64)],
  ['UBIGINT', integer(false, 64)],
  ['REAL', { kind: 'float', bits: 32 }],
]);

/** Lengths in parentheses: `(max)`, `(min, max)` or the fixed one of CHAR and BINARY. */
function parseStringType(c: Cursor): ValueType {
  const word = c.kind;
  c.advance();
  const isText = word === 'STRING' || word === 'CHAR' || word === 'VARCHAR';
  const type: Mutable<StringLike> = isText ? { kind: 'string' } : { kind: 'bytes' };
  const span = c.span();
  const [first, second] = parseParameters(c);
  if (word === 'CHAR' || word === 'BINARY') {
    type.fixed = true;
    type.minLength = first ?? 1;
    type.maxLength = first ?? 1;
    if (second !== undefined) c.fail('one length');
  } else if (second !== undefined) {
    if (word !== 'STRING' && word !== 'BYTES') c.fail('one length');
    if (first !== undefined && first > second) {
      c.failAt(span, `the least length, ${first}, is past the greatest, ${second}`);
    }
    type.minLength = first ?? 0;
    type.maxLength = second;
  } else if (first !== undefined) type.maxLength = first;
  return type;
}

/** `(n)` or `(n, m)`; empty where no parenthesis follows. */
function parseParameters(c: Cursor): number[] {
  const numbers: number[] = [];
  if (!c.take('(')) return numbers;
  do {
    if (!c.at('integer')) c.fail('an unsigned integer');
    numbers.push(Number(integerValue(c.source(), c.span())));
    c.advance();
  } while (numbers.length < 2 && c.take(','));
  if (!c.take(')')) c.fail("')'");
  return numbers;
}

/** `INT[(p)]`, `UINT[(p)]` and the verbose names: `[SIGNED|UNSIGNED] [SMALL|BIG] INTEGER…`. */
function parseIntegerType(c: Cursor): ValueType {
  if (c.at('INT') || c.at('UINT')) {
    const signed = c.at('INT');
    c.advance();
    return withPrecision(c, signed);
  }
  const signed = !c.take('UNSIGNED');
  if (signed) c.take('SIGNED');
  if (c.take('SMALL')) return wordInteger(c, signed, 16);
  if (c.take('BIG')) return wordInteger(c, signed, 64);
  if (c.take('INTEGER')) return withPrecision(c, signed);
  const sized = /^INTEGER(\d+)$/u.exec(c.kind);
  if (sized === null) c.fail("'INTEGER', 'SMALL INTEGER' or 'BIG INTEGER'");
  c.advance();
  return integer(signed, Number(sized[1]));
}

function wordInteger(c: Cursor, signed: boolean, bits: number): ValueType {
  c.expect('INTEGER');
  return integer(signed, bits);
}

const MAX_INTEGER_BITS = 256;

/** Precision counts bits and not the sign (GV09). */
function withPrecision(c: Cursor, signed: boolean): ValueType {
  const span = c.span();
  const [precision] = parseParameters(c);
  if (precision === undefined) return integer(signed, 64);
  const bits = precision + (signed ? 1 : 0);
  if (precision === 0 || bits > MAX_INTEGER_BITS) {
    c.failAt(span, `the precision of an integer is from 1 to ${signed ? 255 : 256} bits`);
  }
  return integer(signed, bits);
}

function parseDecimalType(c: Cursor): ValueType {
  c.advance();
  const span = c.span();
  const [precision, scale] = parseParameters(c);
  if (precision === undefined) return { kind: 'decimal' };
  if (scale !== undefined && scale > precision) {
    c.failAt(span, `the scale, ${scale}, is past the precision, ${precision}`);
  }
  return scale === undefined
    ? { kind: 'decimal', precision }
    : { kind: 'decimal', precision, scale };
}

/** The significands of the formats of IEEE 754, in bits. */
const SIGNIFICANDS = [
  [11, 16],
  [24, 32],
  [53, 64],
  [113, 128],
  [237, 256],
] as const;

/** `FLOAT[(p[, s])]` with a precision in bits, `DOUBLE [PRECISION]`. */
function parseFloatType(c: Cursor): ValueType {
  const span = c.span();
  if (c.take('DOUBLE')) {
    c.take('PRECISION');
    return { kind: 'float', bits: 64 };
  }
  c.expect('FLOAT');
  const [precision] = parseParameters(c);
  if (precision === undefined) return { kind: 'float', bits: 64 };
  const format = SIGNIFICANDS.find(([significand]) => precision <= significand);
  if (format === undefined || precision === 0) {
    return c.failAt(span, 'the precision of FLOAT is from 1 to 237 bits');
  }
  return { kind: 'float', bits: format[1] };
}

function simple(name: SimpleTypeName): ValueType {
  return { kind: 'simple', name };
}

function parseSimpleType(c: Cursor): ValueType {
  const word = c.kind;
  switch (word) {
    case 'BOOL':
    case 'BOOLEAN':
      c.advance();
      return simple('BOOL');
    case 'DATE':
    case 'PATH':
    case 'NULL':
    case 'NOTHING':
      c.advance();
      return simple(word);
    case 'LOCAL':
    case 'ZONED':
      return parseZonePrefix(c, word);
    case 'TIME':
    case 'TIMESTAMP':
    case 'DATETIME':
      return parseZoneSuffix(c, word);
    case 'DURATION':
      return parseDurationType(c);
    default:
      return c.fail('a type', typeHint(c));
  }
}

function parseZonePrefix(c: Cursor, zone: 'LOCAL' | 'ZONED'): ValueType {
  c.advance();
  if (c.take('TIME')) return simple(`${zone} TIME`);
  if (!c.take('DATETIME')) c.fail("'TIME' or 'DATETIME'");
  return simple(`${zone} DATETIME`);
}

/** Bare TIMESTAMP is local; bare TIME and DATETIME are so by extension. */
function parseZoneSuffix(c: Cursor, word: 'TIME' | 'TIMESTAMP' | 'DATETIME'): ValueType {
  const start = c.start;
  c.advance();
  const name = word === 'TIME' ? 'TIME' : 'DATETIME';
  const zoned = word !== 'DATETIME' && c.at('WITH') && c.peek(1) === 'TIME';
  if (zoned || c.at('WITHOUT')) {
    c.advance();
    c.expect('TIME');
    c.expect('ZONE');
  } else if (word !== 'TIMESTAMP') {
    c.extension(start, `${word} as a type`, `ISO writes LOCAL ${word} or ZONED ${word}.`);
  }
  return simple(zoned ? `ZONED ${name}` : `LOCAL ${name}`);
}

/** `DURATION (YEAR TO MONTH)`. Extension: DURATION alone is either of the two families. */
function parseDurationType(c: Cursor): ValueType {
  const start = c.start;
  c.expect('DURATION');
  if (!c.take('(')) {
    c.extension(start, 'DURATION without its fields', 'ISO writes DURATION (DAY TO SECOND).');
    const members = [simple('DURATION YEAR TO MONTH'), simple('DURATION DAY TO SECOND')];
    return { kind: 'union', members };
  }
  const qualifier = parseDurationQualifier(c);
  if (qualifier === undefined) c.fail("'YEAR TO MONTH' or 'DAY TO SECOND'");
  c.expect(')');
  return simple(`DURATION ${qualifier}`);
}

/** For completion: the words that begin a type and are not in `NUMERIC`. */
// prettier-ignore
const OTHER_TYPES: readonly TokenKind[] = [
  'ANY', 'ARRAY', 'BINARY', 'BOOL', 'BOOLEAN', 'BYTES', 'CHAR', 'DATE', 'DECIMAL', 'DOUBLE',
  'DURATION', 'EDGE', 'FLOAT', 'GRAPH', 'INT', 'INTEGER', 'LIST', 'LOCAL', 'NODE', 'NOTHING',
  'NULL', 'PATH', 'RECORD', 'STRING', 'TABLE', 'TIME', 'TIMESTAMP', 'UINT', 'VARBINARY',
  'VARCHAR', 'ZONED',
];

const OTHER_NAMES = new Map([
  ['TEXT', 'STRING'],
  ['NUMBER', 'DECIMAL or FLOAT'],
  ['NUMERIC', 'DECIMAL'],
  ['LONG', 'INT64'],
  ['MAP', 'RECORD'],
  ['OBJECT', 'RECORD'],
  ['BLOB', 'BYTES'],
  ['INSTANT', 'ZONED DATETIME'],
  ['INTERVAL', 'DURATION (DAY TO SECOND)'],
]);

function typeHint(c: Cursor): string | undefined {
  const name = OTHER_NAMES.get(c.source().toUpperCase());
  return name === undefined ? undefined : `In GQL that is ${name}.`;
}
