import { describe, expect, it } from 'vitest';
import { GqlError } from '../base/errors.ts';
import type { CastContext } from './cast.ts';
import { castValue } from './cast.ts';
import { decimal } from './decimal.ts';
import { sameValue } from './equality.ts';
import { parseDate, parseDatetime, parseDuration, parseTime } from './temporal/parse.ts';
import { formatValue } from './text.ts';
import type { IntegerType, SimpleTypeName, ValueType } from './type.ts';
import {
  ANY,
  ANY_LIST,
  ANY_RECORD,
  BOOL,
  BYTES,
  DECIMAL,
  EDGE,
  FLOAT,
  INT,
  NODE,
  STRING,
} from './type.ts';
import type { Value } from './value.ts';
import { EdgeValue, Float, NodeValue, RecordValue } from './value.ts';

const warnings: string[] = [];
const context: CastContext = {
  timeZone: '+01:00',
  warn: (gqlstatus) => warnings.push(gqlstatus),
  labelsOf: (element) => (element instanceof NodeValue ? ['Person'] : ['KNOWS']),
};

const signed = (bits: number): IntegerType => ({ kind: 'integer', signed: true, bits });
const unsigned = (bits: number): IntegerType => ({ kind: 'integer', signed: false, bits });
const float = (bits: number): ValueType => ({ kind: 'float', bits });
const simple = (name: SimpleTypeName): ValueType => ({ kind: 'simple', name });
const list = (element: ValueType, maxLength?: number): ValueType =>
  maxLength === undefined ? { kind: 'list', element } : { kind: 'list', element, maxLength };
const text = (maxLength: number): ValueType => ({ kind: 'string', maxLength });
const record = (fields: Readonly<Record<string, ValueType>>): ValueType => ({
  kind: 'record',
  fields: Object.entries(fields).map(([name, type]) => ({ name, type })),
});
const DURATION: ValueType = {
  kind: 'union',
  members: [simple('DURATION YEAR TO MONTH'), simple('DURATION DAY TO SECOND')],
};

type Case = readonly [value: Value, type: ValueType, expected: Value];

function check(cases: readonly Case[]): void {
  it.each(cases.map(([value, type, expected]) => ({ value, type, expected })))(
    '$value to $type.kind $type.name is $expected',
    ({ value, type, expected }) => {
      const result = outcome(value, type);
      const shown = [formatValue(result), result?.constructor.name];
      expect(shown).toEqual([formatValue(expected), expected?.constructor.name]);
      expect(sameValue(result, expected)).toBe(true);
    },
  );
}

function outcome(value: Value, type: ValueType): Value {
  try {
    return castValue(value, type, context);
  } catch (error) {
    if (error instanceof GqlError) return `! ${error.gqlstatus}`;
    throw error;
  }
}

describe('to BOOL', () => {
  check([
    ['TRUE', BOOL, true],
    [' false ', BOOL, false],
    ['yes', BOOL, '! 22018'],
    [1, BOOL, true],
    [2, BOOL, '! 22003'],
    [parseDate('2024-01-01'), BOOL, '! 22G03'],
  ]);
});

describe('to integers', () => {
  check([
    ['  42  ', INT, 42],
    ['+7', INT, 7],
    ['1.5', INT, '! 22018'],
    ['0x2a', INT, '! 22018'],
    ['', INT, '! 22018'],
    ['9223372036854775807', INT, 2n ** 63n - 1n],
    ['9223372036854775808', INT, '! 22003'],
    ['9'.repeat(1000), INT, '! 22003'],
    [decimal('-9.9'), INT, -9],
    [new Float(2.5), INT, 2],
    [new Float(-0.5), INT, 0],
    [new Float(Number.NaN), INT, '! 22003'],
    [new Float(2 ** 63), INT, '! 22003'],
    [decimal('1e5000'), INT, '! 22003'],
    [127, signed(8), 127],
    [128, signed(8), '! 22003'],
    [-129, signed(8), '! 22003'],
    [255, unsigned(8), 255],
    [-1, unsigned(8), '! 22003'],
    [2n ** 64n - 1n, unsigned(64), 2n ** 64n - 1n],
    [2n ** 100n, signed(128), 2n ** 100n],
    [true, signed(8), 1],
    [parseDuration('P1D'), INT, '! 22G03'],
    [[1], INT, '! 22G03'],
  ]);
});

describe('to DECIMAL and FLOAT', () => {
  check([
    ['1.20', { kind: 'decimal', precision: 5, scale: 2 }, decimal('1.2')],
    [decimal('1.005'), { kind: 'decimal', precision: 5, scale: 2 }, decimal('1.01')],
    [decimal('-1.5'), { kind: 'decimal', precision: 5 }, decimal('-2')],
    [1000, { kind: 'decimal', precision: 5, scale: 2 }, '! 22003'],
    [1, DECIMAL, decimal('1')],
    [new Float(0.1), DECIMAL, decimal('0.1')],
    [new Float(Infinity), DECIMAL, '! 22003'],
    ['1e3', DECIMAL, decimal('1000')],
    ['abc', DECIMAL, '! 22018'],
    [1, FLOAT, new Float(1)],
    ['1e10', FLOAT, new Float(1e10)],
    ['.5', FLOAT, new Float(0.5)],
    ['NaN', FLOAT, new Float(Number.NaN)],
    ['-Infinity', FLOAT, new Float(-Infinity)],
    ['1e400', FLOAT, '! 22003'],
    ['abc', FLOAT, '! 22018'],
    [decimal('0.1'), float(32), new Float(Math.fround(0.1))],
    [new Float(1e300), float(32), '! 22003'],
    [new Float(1e-50), float(32), new Float(0)],
    [16777217, float(32), new Float(16777216)],
    [decimal('0.1'), float(16), new Float(0.0999755859375)],
    [65_519, float(16), new Float(65_504)],
    [65_520, float(16), '! 22003'],
    [new Float(2 ** -25), float(16), new Float(0)],
    [new Float(3 * 2 ** -25), float(16), new Float(2 ** -23)],
    [decimal('0.5'), float(128), new Float(0.5)],
    [parseDate('2024-01-01'), FLOAT, '! 22G03'],
  ]);
});

describe('to STRING and BYTES', () => {
  check([
    [42, STRING, '42'],
    [decimal('1.50'), STRING, '1.5'],
    [new Float(1), STRING, '1.0'],
    [true, STRING, 'true'],
    [parseDate('2024-01-15'), STRING, '2024-01-15'],
    [parseDuration('P1Y'), STRING, 'P1Y'],
    [[1], STRING, '! 22G03'],
    ['abcdef', text(3), '! 22001'],
    ['abc   ', text(3), 'abc'],
    ['a𝄞c', text(3), 'a𝄞c'],
    ['a', { kind: 'string', maxLength: 3, fixed: true }, 'a  '],
    ['a', { kind: 'string', minLength: 2, maxLength: 3 }, 'a '],
    [Uint8Array.of(1), BYTES, Uint8Array.of(1)],
    [Uint8Array.of(1), { kind: 'bytes', maxLength: 2, fixed: true }, Uint8Array.of(1, 0)],
    [Uint8Array.of(1, 0), { kind: 'bytes', maxLength: 1 }, Uint8Array.of(1)],
    [Uint8Array.of(1, 2), { kind: 'bytes', maxLength: 1 }, '! 22001'],
    ['a', BYTES, '! 22G03'],
  ]);

  it('warns of spaces lost', () => {
    warnings.length = 0;
    castValue('abc ', text(3), context);
    castValue('abc', text(3), context);
    expect(warnings).toEqual(['01004']);
  });
});

const local = parseDatetime('2024-01-01T05:00');
const zoned = parseDatetime('2024-01-01T05:00+07:00');

describe('to temporal types', () => {
  check([
    [' 2024-01-15 ', simple('DATE'), parseDate('2024-01-15')],
    ['2024-01-15T10:00', simple('DATE'), parseDate('2024-01-15')],
    ['x', simple('DATE'), '! 22007'],
    [local, simple('DATE'), parseDate('2024-01-01')],
    [zoned, simple('DATE'), parseDate('2024-01-01')],
    [1, simple('DATE'), '! 22G03'],
    [parseTime('10:00'), simple('DATE'), '! 22G03'],
    [local, simple('LOCAL TIME'), parseTime('05:00')],
    [parseTime('10:00Z'), simple('LOCAL TIME'), parseTime('10:00')],
    [parseTime('12:00'), simple('ZONED TIME'), parseTime('12:00+01:00')],
    [local, simple('ZONED TIME'), parseTime('05:00+01:00')],
    [parseDate('2024-01-01'), simple('ZONED TIME'), '! 22G03'],
    [parseDate('2024-01-01'), simple('LOCAL DATETIME'), parseDatetime('2024-01-01T00:00')],
    [zoned, simple('LOCAL DATETIME'), local],
    [local, simple('ZONED DATETIME'), parseDatetime('2024-01-01T05:00+01:00')],
    ['2024-01-01T05:00', simple('ZONED DATETIME'), parseDatetime('2024-01-01T05:00+01:00')],
    ['P1Y', DURATION, parseDuration('P1Y')],
    ['PT1H', DURATION, parseDuration('PT1H')],
    ['P1Q', DURATION, '! 22G0H'],
    ['', DURATION, '! 22G0H'],
    ['PT1H', simple('DURATION YEAR TO MONTH'), '! 22G0H'],
    [parseDuration('PT1H'), simple('DURATION YEAR TO MONTH'), '! 22G03'],
  ]);
});

describe('to constructed types', () => {
  const person = new RecordValue(['name', 'age'], ['Ada', '36']);
  const named = record({ age: INT, name: STRING });
  check([
    [['1', 2], list(INT), [1, 2]],
    [[1, 'a'], list(INT), '! 22G0C'],
    [[1, 2, 3], list(INT, 2), '! 22G0B'],
    [[null], list({ ...INT, notNull: true }), '! 22G0C'],
    [1, ANY_LIST, '! 22G03'],
    [person, ANY_RECORD, person],
    [person, named, new RecordValue(['age', 'name'], [36, 'Ada'])],
    [person, record({ name: STRING }), '! 22G0X'],
    [person, record({ name: STRING, age: INT, city: STRING }), '! 22G0Y'],
    [person, record({ name: INT, age: INT }), '! 22G0X'],
    [1, ANY_RECORD, '! 22G03'],
    [new NodeValue(0, 1), NODE, new NodeValue(0, 1)],
    [new NodeValue(0, 1), EDGE, '! 22G0V'],
    [new EdgeValue(0, 1), NODE, '! 22G0V'],
    [new NodeValue(0, 1), { kind: 'node', labels: ['Company'] }, '! 22G0W'],
    [new NodeValue(0, 1), { kind: 'node', labels: ['Person'] }, new NodeValue(0, 1)],
    [1, NODE, '! 22G03'],
    [1, ANY, 1],
    [new NodeValue(0, 1), { kind: 'any', property: true }, '! 22G03'],
    ['7', { kind: 'union', members: [INT, BOOL] }, 7],
    ['x', { kind: 'union', members: [INT, STRING] }, 'x'],
    [null, INT, null],
    [null, { ...INT, notNull: true }, '! 22004'],
  ]);
});
