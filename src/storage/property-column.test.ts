import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { ColumnKind } from '../graph/raw.ts';
import { formatValue } from '../values/text.ts';
import type { Value } from '../values/value.ts';
import { Float } from '../values/value.ts';
import { joinKinds, kindOf } from './column-kind.ts';
import { Journal } from './journal.ts';
import { PropertyColumn } from './property-column.ts';

const CAPACITY = 100;

const valuesByKind: Readonly<Record<ColumnKind, fc.Arbitrary<Value>>> = {
  bool: fc.boolean(),
  int32: fc.integer(),
  int53: fc.maxSafeInteger().filter((value) => (value | 0) !== value),
  int64: fc
    .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
    .filter((value) => !Number.isSafeInteger(Number(value))),
  float64: fc.double({ noNaN: false }).map((value) => new Float(value)),
  string: fc.string({ unit: 'grapheme' }),
  date: fc
    .integer({ min: -10_000, max: 100_000 })
    .map((days) => new Temporal.PlainDate(1970, 1, 1).add({ days })),
  datetime: fc
    .integer({ min: 0, max: 2e9 })
    .map((seconds) =>
      new Temporal.PlainDateTime(1940, 1, 1).add({ seconds, nanoseconds: 123_456_789 }),
    ),
  tagged: fc.oneof(
    fc.constant<Value>([1, 'two']),
    fc.bigInt({ min: 2n ** 63n, max: 2n ** 70n }),
    fc.constant<Value>(new Temporal.PlainTime(12, 30)),
  ),
};
const KINDS = Object.keys(valuesByKind) as ColumnKind[];
const anyValue = fc.oneof(...Object.values(valuesByKind));
/** Runs of one kind, so that columns stay narrow for a while. */
const someValues = fc
  .array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 3 })
  .chain((kinds) => fc.array(fc.oneof(...kinds.map((kind) => valuesByKind[kind]))));

function create(): { readonly column: PropertyColumn; readonly journal: Journal } {
  const journal = new Journal();
  const owner = { liveCount: CAPACITY, capacity: CAPACITY };
  return { column: new PropertyColumn(0, 'int32', owner, journal), journal };
}

const show = (value: Value): string => `${typeof value} ${formatValue(value)}`;

function contentOf(column: PropertyColumn): string[] {
  const values = Array.from({ length: CAPACITY }, (_, row) => show(column.get(row)));
  return [column.kind, `${column.minimum} ${column.maximum} ${column.nullCount}`, ...values];
}

describe('a column', () => {
  it('gives every value back, whatever it had to widen to', () => {
    fc.assert(
      fc.property(someValues, (values) => {
        const { column } = create();
        values.forEach((value, i) => {
          column.change(i % CAPACITY, value);
        });
        values.slice(-CAPACITY).forEach((value, i, last) => {
          const row = (values.length - last.length + i) % CAPACITY;
          expect(show(column.get(row))).toBe(show(value));
        });
      }),
    );
  });

  it('takes the narrowest kind that holds all it has seen', () => {
    fc.assert(
      fc.property(fc.array(anyValue, { minLength: 1, maxLength: CAPACITY }), (values) => {
        const { column } = create();
        values.forEach((value, row) => {
          column.change(row, value);
        });
        expect(column.kind).toBe(values.map(kindOf).reduce(joinKinds));
      }),
    );
  });

  it('has bounds that no number in it passes', () => {
    const number = fc.oneof(valuesByKind.int32, valuesByKind.int53);
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: CAPACITY }), (values) => {
        const { column } = create();
        values.forEach((value, row) => {
          column.change(row, value);
        });
        expect(column.minimum).toBe(Math.min(...(values as number[])));
        expect(column.maximum).toBe(Math.max(...(values as number[])));
      }),
    );
  });

  it('goes back to exactly what it was, kind and bounds included', () => {
    const changes = fc.array(fc.tuple(fc.nat(9), fc.option(anyValue)));
    fc.assert(
      fc.property(changes, changes, (kept, undone) => {
        const { column, journal } = create();
        for (const [row, value] of kept) column.change(row, value);
        const before = contentOf(column);
        const mark = journal.undo.length;
        for (const [row, value] of undone) column.change(row, value);
        journal.undo.rollbackTo(mark);
        expect(contentOf(column)).toEqual(before);
      }),
    );
  });

  it('shows an epoch the old values, from images and from the undo log', () => {
    const changes = fc.array(fc.tuple(fc.nat(9), fc.option(anyValue)));
    fc.assert(
      fc.property(changes, changes, changes, (committed, before, after) => {
        const { column, journal } = create();
        for (const [row, value] of committed) column.change(row, value);
        journal.undo.clear();
        const expected = contentOf(column).slice(2);
        for (const [row, value] of before) column.change(row, value);
        const { epoch } = journal.history.hold(1);
        journal.undo.revealTo(epoch);
        for (const [row, value] of after) column.change(row, value);
        const seen = Array.from({ length: CAPACITY }, (_, row) => show(column.getAt(epoch, row)));
        expect(seen).toEqual(expected);
      }),
    );
  });
});

describe('kinds', () => {
  it.each<[Value, ColumnKind]>([
    [1, 'int32'],
    [-0, 'int32'],
    [2 ** 31, 'int53'],
    [2n ** 60n, 'int64'],
    [2n ** 64n, 'tagged'],
    [new Float(1), 'float64'],
    ['1', 'string'],
    [true, 'bool'],
    [[1], 'tagged'],
  ])('hold %s in %s', (value, kind) => {
    expect(kindOf(value)).toBe(kind);
  });

  it.each<[ColumnKind, ColumnKind, ColumnKind]>([
    ['int32', 'int53', 'int53'],
    ['int64', 'int53', 'int64'],
    ['int32', 'float64', 'tagged'],
    ['bool', 'int32', 'tagged'],
    ['date', 'datetime', 'tagged'],
    ['string', 'string', 'string'],
  ])('%s and %s join to %s', (left, right, joined) => {
    expect([joinKinds(left, right), joinKinds(right, left)]).toEqual([joined, joined]);
  });

  it('forget what a column held once it is empty', () => {
    const { column } = create();
    column.change(5, 'text');
    column.change(5, null);
    column.change(6, true);
    expect([column.kind, column.get(5), column.get(6)]).toEqual(['bool', null, true]);
  });

  it('lose their bounds to a NaN and to other types', () => {
    const { column, journal } = create();
    column.change(0, 7);
    expect([column.minimum, column.maximum]).toEqual([7, 7]);
    const mark = journal.undo.length;
    column.change(1, new Float(1.5));
    expect([column.kind, column.minimum]).toEqual(['tagged', Number.NaN]);
    journal.undo.rollbackTo(mark);
    expect([column.kind, column.minimum]).toEqual(['int32', 7]);
    const floats = create().column;
    floats.change(0, new Float(1.5));
    floats.change(1, new Float(Number.NaN));
    expect([floats.kind, floats.maximum]).toEqual(['float64', Number.NaN]);
  });
});
