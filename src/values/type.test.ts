import { describe, expect, it } from 'vitest';
import { decimal } from './decimal.ts';
import { commonSupertype, isAssignable, isSubtype } from './subtype.ts';
import { parseDate, parseDuration } from './temporal/parse.ts';
import { typeName } from './type-name.ts';
import { isInstance, typeOf } from './type-of.ts';
import type { ValueType } from './type.ts';
import {
  ANY,
  ANY_LIST,
  ANY_RECORD,
  BOOL,
  BYTES,
  DATE,
  DECIMAL,
  EDGE,
  FLOAT,
  INT,
  NODE,
  NULL_TYPE,
  PATH,
  STRING,
} from './type.ts';
import type { Value } from './value.ts';
import { Float, NodeValue, PathValue, RecordValue } from './value.ts';

const integer = (bits: number, signed = true): ValueType => ({ kind: 'integer', signed, bits });
const list = (element: ValueType): ValueType => ({ kind: 'list', element });
const record = (fields: Readonly<Record<string, ValueType>>): ValueType => ({
  kind: 'record',
  fields: Object.entries(fields).map(([name, type]) => ({ name, type })),
});
const required = (type: ValueType): ValueType => ({ ...type, notNull: true });

describe('typeName', () => {
  it.each<[ValueType, string]>([
    [INT, 'INT64'],
    [integer(8, false), 'UINT8'],
    [integer(10), 'INT(9)'],
    [DECIMAL, 'DECIMAL'],
    [{ kind: 'decimal', precision: 5, scale: 2 }, 'DECIMAL(5, 2)'],
    [FLOAT, 'FLOAT64'],
    [STRING, 'STRING'],
    [{ kind: 'string', maxLength: 3 }, 'STRING(3)'],
    [{ kind: 'string', minLength: 1, maxLength: 3 }, 'STRING(1, 3)'],
    [{ kind: 'string', maxLength: 3, fixed: true }, 'CHAR(3)'],
    [{ kind: 'bytes', maxLength: 4, fixed: true }, 'BINARY(4)'],
    [list(STRING), 'LIST<STRING>'],
    [{ kind: 'list', element: required(INT), maxLength: 2 }, 'LIST<INT64 NOT NULL>[2]'],
    [{ kind: 'list', element: EDGE, group: true }, 'GROUP LIST<EDGE>'],
    [ANY_RECORD, 'RECORD'],
    [record({ a: INT, b: STRING }), 'RECORD {a INT64, b STRING}'],
    [{ kind: 'node', labels: ['A', 'B'] }, 'NODE :A&B'],
    [{ kind: 'simple', name: 'DURATION DAY TO SECOND' }, 'DURATION(DAY TO SECOND)'],
    [{ kind: 'union', members: [INT, STRING] }, 'INT64 | STRING'],
    [{ kind: 'union', members: [INT, STRING], notNull: true }, '(INT64 | STRING) NOT NULL'],
    [{ kind: 'any', property: true }, 'ANY PROPERTY VALUE'],
    [{ kind: 'table', fields: [{ name: 'a', type: INT }] }, 'TABLE {a INT64}'],
    [{ kind: 'graph' }, 'GRAPH'],
  ])('%o is %s', (type, expected) => {
    expect(typeName(type)).toBe(expected);
  });
});

describe('typeOf', () => {
  it.each<[Value, string]>([
    [1, 'INT64'],
    [2n ** 62n, 'INT64'],
    [2n ** 63n, 'INT128'],
    [2n ** 200n, 'INT256'],
    [2n ** 255n, 'UINT256'],
    [new Float(1), 'FLOAT64'],
    [decimal('1'), 'DECIMAL'],
    ['a', 'STRING'],
    [Uint8Array.of(), 'BYTES'],
    [null, 'NULL'],
    [true, 'BOOL'],
    [parseDate('2024-01-01'), 'DATE'],
    [parseDuration('P1Y'), 'DURATION(YEAR TO MONTH)'],
    [[], 'LIST<NOTHING>'],
    [[1, null, 2], 'LIST<INT64>'],
    [[1, decimal('1.5')], 'LIST<DECIMAL>'],
    [[1, 'a'], 'LIST<ANY>'],
    [[[1], [new Float(1)]], 'LIST<LIST<FLOAT64>>'],
    [new RecordValue(['a'], [1]), 'RECORD {a INT64}'],
    [new NodeValue(0, 0), 'NODE'],
    [new PathValue(0, [0], []), 'PATH'],
  ])('of %s', (value, expected) => {
    expect(typeName(typeOf(value))).toBe(expected);
  });
});

describe('isInstance', () => {
  it.each<[Value, ValueType, boolean]>([
    [1, INT, true],
    [128, integer(8), false],
    [-1, integer(64, false), false],
    [1, DECIMAL, false],
    [decimal('1.25'), { kind: 'decimal', precision: 3, scale: 2 }, true],
    [decimal('1.25'), { kind: 'decimal', precision: 3, scale: 1 }, false],
    [new Float(0.1), { kind: 'float', bits: 32 }, false],
    [new Float(0.5), { kind: 'float', bits: 16 }, true],
    [new Float(Number.NaN), { kind: 'float', bits: 16 }, true],
    ['abc', { kind: 'string', maxLength: 2 }, false],
    ['𝄞𝄞', { kind: 'string', maxLength: 2 }, true],
    [Uint8Array.of(1, 175), { kind: 'bytes', minLength: 3, maxLength: 10 }, false],
    [Uint8Array.of(1, 175), { kind: 'bytes', maxLength: 4, fixed: true }, false],
    [[1, 2], list(INT), true],
    [[1, 'a'], list(INT), false],
    [[1, 2], { kind: 'list', element: INT, maxLength: 1 }, false],
    [new RecordValue(['a'], [1]), ANY_RECORD, true],
    [new RecordValue(['a'], [1]), record({ a: INT }), true],
    [new RecordValue(['a'], [1]), record({ a: INT, b: INT }), false],
    [null, INT, true],
    [null, required(INT), false],
    [null, NULL_TYPE, true],
    [null, { kind: 'simple', name: 'NOTHING' }, false],
    [1, NULL_TYPE, false],
    [1, ANY, true],
    [1, { kind: 'any', property: true }, true],
    [new NodeValue(0, 0), { kind: 'any', property: true }, false],
    [1, { kind: 'union', members: [INT, STRING] }, true],
    [true, { kind: 'union', members: [INT, STRING] }, false],
    [new NodeValue(0, 0), EDGE, false],
    [1, { kind: 'graph' }, false],
  ])('%s in %o is %s', (value, type, expected) => {
    expect(isInstance(value, type)).toBe(expected);
  });

  it('asks for labels', () => {
    const person: ValueType = { kind: 'node', labels: ['Person'] };
    expect(isInstance(new NodeValue(0, 0), person, () => ['Person'])).toBe(true);
    expect(isInstance(new NodeValue(0, 0), person, () => ['Company'])).toBe(false);
  });
});

describe('commonSupertype', () => {
  it.each<[ValueType, ValueType, string]>([
    [INT, INT, 'INT64'],
    [INT, DECIMAL, 'DECIMAL'],
    [DECIMAL, FLOAT, 'FLOAT64'],
    [integer(8), integer(16), 'INT16'],
    [integer(8), integer(8, false), 'INT16'],
    [integer(256), integer(256, false), 'DECIMAL'],
    [integer(64), integer(64, false), 'INT128'],
    [INT, NULL_TYPE, 'INT64'],
    [required(INT), NULL_TYPE, 'INT64'],
    [required(INT), required(DECIMAL), 'DECIMAL NOT NULL'],
    [required(INT), INT, 'INT64'],
    [INT, STRING, 'ANY'],
    [{ kind: 'string', maxLength: 3 }, { kind: 'string', minLength: 2 }, 'STRING'],
    [list(INT), list(DECIMAL), 'LIST<DECIMAL>'],
    [list({ kind: 'simple', name: 'NOTHING' }), list(INT), 'LIST<INT64>'],
    [record({ a: INT }), record({ a: FLOAT }), 'RECORD {a FLOAT64}'],
    [record({ a: INT }), record({ b: INT }), 'RECORD'],
    [{ kind: 'node', labels: ['A'] }, { kind: 'node', labels: ['B'] }, 'NODE'],
    [NODE, EDGE, 'ANY'],
    [DATE, BOOL, 'ANY'],
  ])('%o and %o', (left, right, expected) => {
    expect(typeName(commonSupertype(left, right))).toBe(expected);
    expect(typeName(commonSupertype(right, left))).toBe(expected);
    expect(isSubtype(left, commonSupertype(left, right)) || expected !== 'ANY').toBe(true);
  });
});

describe('isSubtype, isAssignable', () => {
  it.each<[ValueType, ValueType, boolean, boolean]>([
    [integer(8), INT, true, true],
    [INT, integer(8), false, true],
    [integer(32, false), INT, true, true],
    [INT, FLOAT, false, true],
    [INT, STRING, false, false],
    [INT, ANY, true, true],
    [ANY, INT, false, true],
    [NULL_TYPE, INT, true, true],
    [INT, required(INT), false, true],
    [list(integer(8)), ANY_LIST, true, true],
    [list(STRING), list(INT), false, false],
    [DATE, DATE, true, true],
    [DATE, BOOL, false, false],
    [INT, { kind: 'union', members: [INT, STRING] }, true, true],
    [{ kind: 'union', members: [INT, STRING] }, INT, false, true],
    [PATH, PATH, true, true],
    [NODE, NODE, true, true],
    [record({ a: INT }), ANY_RECORD, true, true],
    [BYTES, BYTES, true, true],
  ])('%o and %o', (...[left, right, subtype, assignable]) => {
    expect(isSubtype(left, right)).toBe(subtype);
    expect(isAssignable(left, right)).toBe(assignable);
  });
});
