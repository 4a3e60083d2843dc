import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { decimal } from './decimal.ts';
import { fromJsonForm, toJsonForm } from './json-form.ts';
import { normalizeInteger } from './integer.ts';
import { typeOf } from './type-of.ts';
import type { Value } from './value.ts';
import {
  DayTimeDuration,
  Float,
  NodeValue,
  RecordValue,
  YearMonthDuration,
  ZonedTime,
} from './value.ts';

const throughText = (value: Value): Value =>
  fromJsonForm(JSON.parse(JSON.stringify(toJsonForm(value))));

const NS_PER_DAY = 86_400_000_000_000n;

/** Equality to the last bit, in a form that says so when it fails. */
function exact(value: Value): unknown {
  if (value instanceof Float) {
    return `float ${Object.is(value.value, -0) ? '-0' : String(value.value)}`;
  }
  if (value instanceof Uint8Array) return `bytes ${value.join()}`;
  if (value instanceof Temporal.ZonedDateTime) {
    return `zoned ${value.epochNanoseconds} ${value.timeZoneId}`;
  }
  if (value instanceof ZonedTime) return `time ${value.time.toString()} ${value.offsetNs}`;
  if (value instanceof YearMonthDuration) return `months ${value.months}`;
  if (value instanceof DayTimeDuration) return `ns ${value.nanoseconds}`;
  if (value instanceof RecordValue) return ['record', value.names, value.values.map(exact)];
  if (Array.isArray(value)) return (value as readonly Value[]).map(exact);
  if (typeof value !== 'object' || value === null) return [typeof value, value];
  return `${Object.prototype.toString.call(value)} ${JSON.stringify(value)}`;
}

const plainTime = fc.bigInt(0n, NS_PER_DAY - 1n).map((ns) =>
  Temporal.PlainTime.from('00:00').add({
    hours: Number(ns / 3_600_000_000_000n),
    nanoseconds: Number(ns % 3_600_000_000_000n),
  }),
);
const plainDate = fc
  .record({ year: fc.integer({ min: 1, max: 9999 }), day: fc.integer({ min: 0, max: 364 }) })
  .map(({ year, day }) => new Temporal.PlainDate(year, 1, 1).add({ days: day }));

const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.string({ unit: 'binary' }),
  fc.maxSafeInteger(),
  fc.bigInt(-(2n ** 255n), 2n ** 256n - 1n).map(normalizeInteger),
  fc.double().map((double) => new Float(double)),
  fc
    .tuple(fc.bigInt(-(10n ** 60n), 10n ** 60n), fc.integer({ min: -300, max: 300 }))
    .map(([digits, exponent]) => decimal(`${digits}e${exponent}`)),
  fc.uint8Array({ maxLength: 40 }),
  plainDate,
  plainTime,
  fc.tuple(plainDate, plainTime).map(([date, time]) => date.toPlainDateTime(time)),
  fc
    .tuple(
      fc.bigInt(-(10n ** 18n), 10n ** 18n),
      fc.constantFrom('UTC', 'Europe/Paris', '+05:30', '-00:01'),
    )
    .map(([ns, zone]) => new Temporal.ZonedDateTime(ns, zone)),
  fc
    .tuple(plainTime, fc.integer({ min: -50_400, max: 50_400 }))
    .map(([time, seconds]) => new ZonedTime(time, seconds * 1_000_000_000)),
  fc.integer().map((months) => new YearMonthDuration(months)),
  fc.bigInt(-(10n ** 24n), 10n ** 24n).map((ns) => new DayTimeDuration(ns)),
);

const { value: anyValue } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    { arbitrary: scalar, weight: 6 },
    { arbitrary: fc.array(tie('value'), { maxLength: 4 }), weight: 1 },
    {
      arbitrary: fc.array(fc.tuple(fc.string(), tie('value')), { maxLength: 4 }).map(
        (fields) =>
          new RecordValue(
            fields.map(([n]) => n),
            fields.map(([, v]) => v),
          ),
      ),
      weight: 1,
    },
  ),
}));

describe('the JSON form of values', () => {
  it('gives every value back as it was, its type included', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const back = throughText(value);
        expect(exact(back)).toEqual(exact(value));
        expect(typeOf(back)).toEqual(typeOf(value));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each<[string, Value]>([
    ['1', 1],
    ['{"i":"9007199254740992"}', 2n ** 53n],
    ['{"f":1}', new Float(1)],
    ['{"f":"-0"}', new Float(-0)],
    ['{"f":"NaN"}', new Float(NaN)],
    ['{"f":"-Infinity"}', new Float(-Infinity)],
    ['{"d":"1.5"}', decimal('1.50')],
    ['{"b":"AP8="}', Uint8Array.of(0, 255)],
    ['[1,["a",null]]', [1, ['a', null]]],
    ['{"r":[["a"],[true]]}', new RecordValue(['a'], [true])],
    ['{"D":"0001-02-03"}', new Temporal.PlainDate(1, 2, 3)],
    ['{"Z":["1","+05:30"]}', new Temporal.ZonedDateTime(1n, '+05:30')],
    ['{"M":-13}', new YearMonthDuration(-13)],
  ])('reads %s', (text, value) => {
    expect(JSON.stringify(toJsonForm(value))).toBe(text);
    expect(exact(throughText(value))).toEqual(exact(value));
  });

  it.each([
    '1.5',
    '9007199254740992',
    '{}',
    '{"f":1,"i":"1"}',
    '{"x":1}',
    '{"f":"1"}',
    '{"i":1}',
    '{"i":"x"}',
    '{"D":"2020-13-01"}',
    '{"b":"?"}',
    '{"r":[["a"],[]]}',
    '{"Z":["1"]}',
  ])('refuses %s', (text) => {
    expect(() => fromJsonForm(JSON.parse(text))).toThrow();
  });

  it('has no form for references', () => {
    expect(() => toJsonForm([new NodeValue(0, 1)])).toThrow(/reference/u);
  });
});
