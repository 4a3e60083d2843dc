import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { GqlError } from '../base/errors.ts';
import { decimal } from './decimal.ts';
import { sameValue } from './equality.ts';
import type { HostElements, HostModes } from './host.ts';
import { fromHost, HostZonedTime, toHost } from './host.ts';
import { parseDate, parseDatetime, parseDuration, parseTime } from './temporal/parse.ts';
import type { Value } from './value.ts';
import { DayTimeDuration, EdgeValue, Float, NodeValue, PathValue, RecordValue } from './value.ts';

const elements: HostElements = {
  node: (value) => `node ${value.slot}`,
  edge: (value) => `edge ${value.edge}`,
  path: (value) => `path ${value.nodes.length}`,
  graph: (value) => `graph ${value.id}`,
};

function host(value: Value, modes: HostModes = {}): unknown {
  return toHost(value, modes, elements);
}

function codeOf(value: unknown): string {
  try {
    fromHost(value);
  } catch (error) {
    if (error instanceof GqlError) return error.gqlstatus;
    throw error;
  }
  return '00000';
}

describe('toHost', () => {
  it.each<[Value, unknown]>([
    [null, null],
    [true, true],
    ['a', 'a'],
    [1, 1],
    [2n ** 60n, 2n ** 60n],
    [new Float(1.5), 1.5],
    [new Float(Number.NaN), Number.NaN],
    [decimal('1.5'), 1.5],
    [decimal('123456789012345'), 123456789012345],
    [
      [1, [new Float(2)]],
      [1, [2]],
    ],
    [new NodeValue(0, 3), 'node 3'],
    [[new EdgeValue(0, 4)], ['edge 4']],
    [new PathValue(0, [1, 2], [3]), 'path 2'],
    [new RecordValue(['a', 'b'], [1, null]), { a: 1, b: null }],
    [Uint8Array.of(1, 2), Uint8Array.of(1, 2)],
  ])('%s', (value, expected) => {
    expect(host(value)).toEqual(expected);
  });

  it('keeps decimals of more than 15 digits, and those that no double holds', () => {
    for (const text of ['1234567890.123456', '1e400', '1e-400']) {
      const value = host(decimal(text));
      expect(value).toBeInstanceOf(Decimal);
      expect((value as Decimal).eq(text)).toBe(true);
    }
  });

  it('follows the modes', () => {
    expect(host([1], { integers: 'bigint' })).toEqual([1n]);
    expect(host(decimal('1.5'), { decimals: 'decimal' })).toBeInstanceOf(Decimal);
  });

  it('gives Temporal objects', () => {
    expect(host(parseDate('2024-01-01'))).toBeInstanceOf(Temporal.PlainDate);
    expect(String(host(parseDuration('-P1Y6M')))).toBe('-P1Y6M');
    expect(String(host(parseDuration('P3DT4H5M6.7S')))).toBe('P3DT4H5M6.7S');
    expect(String(host(parseDuration('-PT0.000000001S')))).toBe('-PT0.000000001S');
    const time = host(parseTime('12:00+01:00'));
    expect(time).toMatchObject({ offset: '+01:00' });
    expect(String(time)).toBe('12:00:00+01:00');
  });

  it('makes __proto__ an ordinary property', () => {
    const record = new RecordValue(['__proto__', 'constructor'], [new RecordValue(['x'], [1]), 2]);
    const object = host(record) as Record<string, unknown>;
    expect(Object.keys(object)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(object, '__proto__')?.value).toEqual({ x: 1 });
    expect(fromHost(object)).toEqual(record);
  });

  it('copies bytes', () => {
    const bytes = Uint8Array.of(1);
    (host(bytes) as Uint8Array)[0] = 9;
    expect(bytes[0]).toBe(1);
  });
});

class Custom {
  readonly field = 1;
}

const cyclic: unknown[] = [];
cyclic.push(cyclic);

describe('fromHost', () => {
  it.each<[unknown, Value]>([
    [1, 1],
    [1.5, new Float(1.5)],
    [-0, new Float(-0)],
    [2 ** 53, new Float(2 ** 53)],
    [Number.NaN, new Float(Number.NaN)],
    [5n, 5],
    [2n ** 60n, 2n ** 60n],
    [new Decimal('1.50'), decimal('1.5')],
    [Buffer.from([1, 2]), Uint8Array.of(1, 2)],
    [Float32Array.of(0.5), [new Float(0.5)]],
    [Int16Array.of(1, -1), [1, -1]],
    [BigInt64Array.of(1n), [1]],
    [
      [1, ['a', null]],
      [1, ['a', null]],
    ],
    [{ a: 1, b: { c: [] } }, new RecordValue(['a', 'b'], [1, new RecordValue(['c'], [[]])])],
    [Object.assign(Object.create(null) as object, { a: 1 }), new RecordValue(['a'], [1])],
  ])('%o', (value, expected) => {
    expect(fromHost(value)).toEqual(expected);
  });

  it.each<[unknown, Value]>([
    [new Date(1500), parseDatetime('1970-01-01T00:00:01.5Z')],
    [Temporal.PlainDate.from('2024-01-01'), parseDate('2024-01-01')],
    [Temporal.PlainTime.from('12:00'), parseTime('12:00')],
    [Temporal.PlainDateTime.from('2024-01-01T12:00'), parseDatetime('2024-01-01T12:00')],
    [Temporal.Instant.from('2024-01-01T12:00Z'), parseDatetime('2024-01-01T12:00Z')],
    [
      Temporal.ZonedDateTime.from('2024-07-01T12:00[Europe/Berlin]'),
      parseDatetime('2024-07-01T12:00[Europe/Berlin]'),
    ],
    [Temporal.Duration.from('P1Y6M'), parseDuration('P1Y6M')],
    [Temporal.Duration.from('P1W2DT3H'), parseDuration('P9DT3H')],
    [Temporal.Duration.from('PT0S'), new DayTimeDuration(0n)],
    [new HostZonedTime(new Temporal.PlainTime(12), '+01:00'), parseTime('12:00+01:00')],
  ])('%s', (value, expected) => {
    expect(sameValue(fromHost(value), expected)).toBe(true);
  });

  it('takes objects that only look like Temporal ones', () => {
    const foreign = { [Symbol.toStringTag]: 'Temporal.PlainDate', toJSON: () => '2024-01-01' };
    expect(sameValue(fromHost(foreign), parseDate('2024-01-01'))).toBe(true);
  });

  it.each<[string, unknown, string]>([
    ['undefined', undefined, '22G03'],
    ['undefined inside', { a: undefined }, '22G03'],
    ['a hole', Array(1), '22G03'],
    ['a function', () => 1, '22G03'],
    ['a symbol', Symbol('s'), '22G03'],
    ['a class instance', new Custom(), '22G03'],
    ['a Map', new Map(), '22G03'],
    ['a cycle', cyclic, '22G03'],
    ['a lone surrogate', '\ud800', '22G03'],
    ['a lone surrogate in a name', { '\udc00': 1 }, '22G03'],
    ['an invalid date', new Date(Number.NaN), '22G03'],
    ['a date beyond the years', new Date(-1e15), '22008'],
    ['a year beyond', Temporal.PlainDate.from('+010000-01-01'), '22008'],
    ['a mixed duration', Temporal.Duration.from('P1M1D'), '22G0H'],
    ['a huge duration', Temporal.Duration.from('PT9007199254740991S'), '22015'],
    ['a year and month', Temporal.PlainYearMonth.from('2024-01'), '22G03'],
    ['an infinite decimal', new Decimal(Infinity), '22G03'],
    ['a huge bigint', 2n ** 256n, '22003'],
    ['a DataView', new DataView(new ArrayBuffer(1)), '22G03'],
    ['a false Temporal object', { [Symbol.toStringTag]: 'Temporal.PlainDate' }, '22G03'],
  ])('refuses %s', (_name, value, code) => {
    expect(codeOf(value)).toBe(code);
  });

  it('copies what the program may change', () => {
    const bytes = Uint8Array.of(1);
    const list = [bytes];
    const value = fromHost(list) as readonly Uint8Array[];
    bytes[0] = 9;
    list.length = 0;
    expect(value).toEqual([Uint8Array.of(1)]);
  });

  it('is undone by toHost', () => {
    const values = fc.anything({ maxDepth: 3, values: [fc.integer(), fc.boolean(), fc.double()] });
    fc.assert(
      fc.property(fc.array(values), (value) => {
        fc.pre(codeOf(value) === '00000');
        expect(host(fromHost(value))).toEqual(value);
      }),
      { maxSkipsPerRun: 1000 },
    );
  });
});
