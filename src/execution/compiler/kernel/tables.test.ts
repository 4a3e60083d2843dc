import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EntryTables } from './entry-tables.ts';
import { doubled } from './growth.ts';
import { NumberGroups } from './number-groups.ts';
import { RowTally } from './row-tally.ts';
import { dateOfDay, dayOfDate } from './days.ts';
import { risen, sortedRows, sunk } from './sorting.ts';

describe('NumberGroups', () => {
  it('numbers keys in the order of their first appearance', () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeInteger()), fc.array(fc.nat(40)), (wide, narrow) => {
        const groups = new NumberGroups();
        const known = new Map<number, number>();
        for (const key of [...wide, ...narrow, ...wide]) {
          if (!known.has(key)) known.set(key, known.size);
          expect(groups.add(key)).toBe(known.get(key));
        }
        expect(groups.size).toBe(known.size);
      }),
    );
  });

  it('grows', () => {
    const groups = new NumberGroups();
    for (let key = 0; key < 10_000; key++) expect(groups.add(key * 1024)).toBe(key);
    expect(groups.add(9_999 * 1024)).toBe(9_999);
  });
});

describe('EntryTables', () => {
  it('keeps a table while dictionary and parameters are the same, and makes room', () => {
    const tables = new EntryTables();
    const dictionary = { size: 2 };
    const first = tables.take(dictionary, ['a']);
    first[1] = 2;
    expect(tables.take(dictionary, ['a'])).toBe(first);
    dictionary.size = 5;
    expect([...tables.take(dictionary, ['a']).subarray(0, 6)]).toEqual([0, 2, 0, 0, 0, 0]);
    expect([...tables.take(dictionary, ['b']).subarray(0, 6)]).toEqual([0, 0, 0, 0, 0, 0]);
    expect([...tables.take({ size: 5 }, ['b'])]).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('heaps and orders', () => {
  it('keep the smallest', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 5 }), (values, size) => {
        const compare = (left: number, right: number): number =>
          (values[left] ?? 0) - (values[right] ?? 0) || left - right;
        const heap: number[] = [];
        values.forEach((_, row) => {
          if (heap.length < size) {
            heap.push(row);
            risen(heap, compare);
          } else if (compare(row, heap[0] ?? 0) < 0) {
            heap[0] = row;
            sunk(heap, compare);
          }
        });
        const expected = [...sortedRows(values.length, compare)].slice(0, size);
        expect(heap.sort(compare)).toEqual(expected);
      }),
    );
  });
});

describe('small helpers', () => {
  it('count rows by distinctness', () => {
    const tally = new RowTally(2);
    expect(tally.add([1, null])).toBe(1);
    expect(tally.add([1, null])).toBe(2);
    expect(tally.remove([1, null])).toBe(true);
    expect(tally.removeAll([1, null])).toBe(true);
    expect(tally.remove([1, null])).toBe(false);
    expect(tally.remove([2, null])).toBe(false);
  });

  it('convert days both ways', () => {
    for (const day of [-719_468, -1, 0, 1, 11_016, 2_932_896]) {
      expect(dayOfDate(dateOfDay(day))).toBe(day);
    }
    expect(dayOfDate(null)).toBeNaN();
  });

  it('double arrays', () => {
    expect([...doubled(Float64Array.of(1, 2))]).toEqual([1, 2, 0, 0]);
  });
});
