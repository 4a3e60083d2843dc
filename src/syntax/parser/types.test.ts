import { describe, expect, it } from 'vitest';
import { GqlError } from '../../base/errors.ts';
import type { ValueType } from '../../values/type.ts';
import { parseExpression } from '../parse.ts';
import { printType } from '../printer/types.ts';

function type(text: string, strict = false): ValueType {
  const expression = parseExpression(`CAST(x AS ${text})`, { strict });
  if (expression.kind !== 'cast') throw new Error('no CAST');
  return expression.type.type;
}

function failure(text: string, strict = false): GqlError {
  try {
    type(text, strict);
  } catch (error) {
    if (error instanceof GqlError) return error;
    throw error;
  }
  throw new Error(`${text} parses`);
}

const simple = (name: string): object => ({ kind: 'simple', name });
const integer = (bits: number, signed = true): object => ({ kind: 'integer', signed, bits });
const int = integer(64);

/** Each type of ISO/IEC 39075, 18.9, by every spelling of it. */
const TYPES: readonly (readonly [string, object])[] = [
  ['BOOL', simple('BOOL')],
  ['BOOLEAN', simple('BOOL')],
  ['STRING', { kind: 'string' }],
  ['STRING(5)', { kind: 'string', maxLength: 5 }],
  ['STRING(2, 5)', { kind: 'string', minLength: 2, maxLength: 5 }],
  ['CHAR', { kind: 'string', fixed: true, minLength: 1, maxLength: 1 }],
  ['CHAR(3)', { kind: 'string', fixed: true, minLength: 3, maxLength: 3 }],
  ['VARCHAR(3)', { kind: 'string', maxLength: 3 }],
  ['BYTES', { kind: 'bytes' }],
  ['BYTES(2, 5)', { kind: 'bytes', minLength: 2, maxLength: 5 }],
  ['BINARY(3)', { kind: 'bytes', fixed: true, minLength: 3, maxLength: 3 }],
  ['VARBINARY(3)', { kind: 'bytes', maxLength: 3 }],
  ['INT8', integer(8)],
  ['INTEGER16', integer(16)],
  ['SIGNED INTEGER32', integer(32)],
  ['UNSIGNED INTEGER128', integer(128, false)],
  ['UINT256', integer(256, false)],
  ['INT', int],
  ['INTEGER', int],
  ['SIGNED INTEGER', int],
  ['UINT', integer(64, false)],
  ['UNSIGNED INTEGER', integer(64, false)],
  ['INT(7)', integer(8)],
  ['UINT(12)', integer(12, false)],
  ['INTEGER(20)', integer(21)],
  ['SMALLINT', integer(16)],
  ['SMALL INTEGER', integer(16)],
  ['SIGNED SMALL INTEGER', integer(16)],
  ['USMALLINT', integer(16, false)],
  ['UNSIGNED SMALL INTEGER', integer(16, false)],
  ['BIGINT', int],
  ['BIG INTEGER', int],
  ['UBIGINT', integer(64, false)],
  ['UNSIGNED BIG INTEGER', integer(64, false)],
  ['DECIMAL', { kind: 'decimal' }],
  ['DEC(10)', { kind: 'decimal', precision: 10 }],
  ['DECIMAL(10, 2)', { kind: 'decimal', precision: 10, scale: 2 }],
  ['FLOAT', { kind: 'float', bits: 64 }],
  ['FLOAT16', { kind: 'float', bits: 16 }],
  ['FLOAT256', { kind: 'float', bits: 256 }],
  ['FLOAT(24)', { kind: 'float', bits: 32 }],
  ['FLOAT(25, 3)', { kind: 'float', bits: 64 }],
  ['REAL', { kind: 'float', bits: 32 }],
  ['DOUBLE', { kind: 'float', bits: 64 }],
  ['DOUBLE PRECISION', { kind: 'float', bits: 64 }],
  ['DATE', simple('DATE')],
  ['LOCAL TIME', simple('LOCAL TIME')],
  ['TIME WITHOUT TIME ZONE', simple('LOCAL TIME')],
  ['ZONED TIME', simple('ZONED TIME')],
  ['TIME WITH TIME ZONE', simple('ZONED TIME')],
  ['LOCAL DATETIME', simple('LOCAL DATETIME')],
  ['TIMESTAMP', simple('LOCAL DATETIME')],
  ['TIMESTAMP WITHOUT TIME ZONE', simple('LOCAL DATETIME')],
  ['ZONED DATETIME', simple('ZONED DATETIME')],
  ['TIMESTAMP WITH TIME ZONE', simple('ZONED DATETIME')],
  ['DURATION (YEAR TO MONTH)', simple('DURATION YEAR TO MONTH')],
  ['DURATION(DAY TO SECOND)', simple('DURATION DAY TO SECOND')],
  ['PATH', simple('PATH')],
  ['NULL', simple('NULL')],
  ['NOTHING', simple('NOTHING')],
  ['NULL NOT NULL', simple('NOTHING')],
  ['ANY', { kind: 'any' }],
  ['ANY VALUE', { kind: 'any' }],
  ['ANY PROPERTY VALUE', { kind: 'any', property: true }],
  ['PROPERTY VALUE', { kind: 'any', property: true }],
  ['ANY VALUE NOT NULL', { kind: 'any', notNull: true }],
  ['INT | STRING', { kind: 'union', members: [int, { kind: 'string' }] }],
  ['ANY <INT | STRING>', { kind: 'union', members: [int, { kind: 'string' }] }],
  ['ANY VALUE <INT>', { kind: 'union', members: [int] }],
  ['INT NOT NULL', { ...int, notNull: true }],
  ['LIST', { kind: 'list', element: { kind: 'any' } }],
  ['LIST<INT>', { kind: 'list', element: int }],
  ['ARRAY<INT>[5]', { kind: 'list', element: int, maxLength: 5 }],
  ['INT LIST', { kind: 'list', element: int }],
  ['INT NOT NULL ARRAY[3] NOT NULL', { kind: 'list', maxLength: 3, notNull: true }],
  ['GROUP LIST<INT>', { kind: 'list', element: int, group: true }],
  ['INT GROUP LIST', { kind: 'list', element: int, group: true }],
  ['LIST<LIST<INT>>', { kind: 'list', element: { kind: 'list', element: int } }],
  ['INT LIST LIST', { kind: 'list', element: { kind: 'list', element: int } }],
  ['LIST<INT | STRING>', { kind: 'list', element: { kind: 'union' } }],
  ['RECORD', { kind: 'record' }],
  ['ANY RECORD', { kind: 'record' }],
  ['RECORD {}', { kind: 'record', fields: [] }],
  ['{a INT, b :: STRING, c TYPED BOOL}', { kind: 'record', fields: { length: 3 } }],
  ['RECORD {a {x INT}}', { kind: 'record', fields: [{ type: { kind: 'record' } }] }],
  ['NODE', { kind: 'node' }],
  ['ANY VERTEX', { kind: 'node' }],
  ['NODE :A&B', { kind: 'node', labels: ['A', 'B'] }],
  ['NODE TYPE T (x :A => :B {p INT})', { kind: 'node', labels: ['A', 'B'] }],
  ['(:A {p INT})', { kind: 'node', properties: [{ name: 'p', type: int }] }],
  ['EDGE', { kind: 'edge' }],
  ['ANY RELATIONSHIP', { kind: 'edge' }],
  ['()-[:R {p INT}]->()', { kind: 'edge', labels: ['R'] }],
  ['DIRECTED EDGE TYPE T :R CONNECTING (a TO b)', { kind: 'edge', labels: ['R'] }],
  ['GRAPH', { kind: 'graph' }],
  ['ANY PROPERTY GRAPH', { kind: 'graph' }],
  ['PROPERTY GRAPH {(:A)}', { kind: 'graph' }],
  ['TABLE {a INT}', { kind: 'table', fields: [{ name: 'a', type: int }] }],
  ['BINDING TABLE {a INT} NOT NULL', { kind: 'table', notNull: true }],
];

describe('types', () => {
  it.each(TYPES)('%s', (text, expected) => {
    expect(type(text, true)).toMatchObject(expected);
  });

  it.each(TYPES)('%s is printed so that it reads back', (text) => {
    const found = type(text);
    expect(type(printType(found))).toEqual(found);
  });

  it.each([
    ['DURATION', 'union', /DURATION \(DAY TO SECOND\)/u],
    ['TIME', 'simple', /LOCAL TIME or ZONED TIME/u],
    ['DATETIME', 'simple', /LOCAL DATETIME or ZONED DATETIME/u],
  ])('takes %s as an extension', (text, kind, hint) => {
    expect(type(text).kind).toBe(kind);
    expect(failure(text, true).hint).toMatch(hint);
  });

  it('divides >= behind a list type', () => {
    expect(() => parseExpression('LET VALUE x LIST<INT>= [1] IN x END')).not.toThrow();
  });

  it.each([
    ['NOPE', /expected a type, but found 'NOPE'/u, undefined],
    ['TEXT', /expected a type/u, 'In GQL that is STRING.'],
    ['NUMERIC', /expected a type/u, 'In GQL that is DECIMAL.'],
    ['STRNG', /expected a type/u, 'Did you mean STRING?'],
    ['INT(0)', /precision of an integer/u, undefined],
    ['INT(256)', /precision of an integer/u, undefined],
    ['FLOAT(300)', /precision of FLOAT/u, undefined],
    ['CHAR(1, 2)', /one length/u, undefined],
    ['VARCHAR(1, 2)', /one length/u, undefined],
    ['STRING(1, 2, 3)', /expected '\)'/u, undefined],
    ['STRING(x)', /an unsigned integer/u, undefined],
    ['LIST<INT', /expected '>'/u, undefined],
    ['LIST<INT>[x]', /largest number of elements/u, undefined],
    ['RECORD {a}', /expected a type/u, undefined],
    ['UNSIGNED STRING', /'INTEGER'/u, undefined],
    ['LOCAL DATE', /'TIME' or 'DATETIME'/u, undefined],
    ['DURATION (YEAR)', /expected 'TO'/u, undefined],
    ['BINDING INT', /'TABLE'/u, undefined],
    ['PROPERTY INT', /'GRAPH' or 'VALUE'/u, undefined],
    ['INT |', /expected '\)'/u, undefined],
  ])('refuses %s', (text, message, hint) => {
    const error = failure(text);
    expect(error.gqlstatus).toBe('42001');
    expect(error.message).toMatch(message);
    if (hint !== undefined) expect(error.hint).toBe(hint);
  });
});
