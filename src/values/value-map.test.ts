import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal } from './decimal.ts';
import { TupleMap, ValueMap } from './value-map.ts';
import { Float } from './value.ts';

describe('ValueMap', () => {
  it('numbers values by distinctness in order of appearance', () => {
    const map = new ValueMap();
    const values = [
      null,
      1,
      decimal('1'),
      'a',
      new Float(1),
      null,
      new Float(Number.NaN),
      [1],
      'a',
    ];
    expect(values.map((value) => map.add(value))).toEqual([0, 1, 1, 2, 1, 0, 3, 4, 2]);
    expect(map.size).toBe(5);
    expect(map.key(2)).toBe('a');
    expect(map.find(new Float(Number.NaN))).toBe(3);
    expect(map.find('b')).toBe(-1);
    expect(map.has([decimal('1.0')])).toBe(true);
  });

  it('behaves as a Map on integers through growth and clearing', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 600 }), (keys) => {
        const map = new ValueMap();
        map.add('before');
        map.clear();
        const model = new Map<number, number>();
        for (const key of keys) {
          const expected = model.get(key) ?? model.size;
          model.set(key, expected);
          expect(map.add(key)).toBe(expected);
        }
        expect(map.size).toBe(model.size);
        for (let key = 0; key <= 300; key++) expect(map.find(key)).toBe(model.get(key) ?? -1);
      }),
    );
  });
});

describe('TupleMap', () => {
  it('numbers tuples and keeps copies of them', () => {
    const map = new TupleMap(2);
    const tuple = [1, 'a'];
    expect(map.add(tuple)).toBe(0);
    tuple[0] = 2;
    expect(map.add(tuple)).toBe(1);
    expect(map.add([1, 'a'])).toBe(0);
    expect(map.find([1, null])).toBe(-1);
    expect(map.has([2, 'a'])).toBe(true);
    expect([map.key(1, 0), map.key(1, 1)]).toEqual([2, 'a']);
  });

  it('has one tuple of no values', () => {
    const map = new TupleMap(0);
    expect([map.add([]), map.add([]), map.size]).toEqual([0, 0, 1]);
  });
});
