import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ListedEntries, RemovedEntries, UniqueEntries } from './index-entries.ts';
import { KeyTable } from './key-table.ts';

/** Few different keys, so that they meet, and hard ones for the hash. */
const key = fc.oneof(
  fc.nat(8),
  fc.constantFrom(-1, 0.5, -7.5, 2 ** 31, 2 ** 32, 2 ** 53 - 1, -(2 ** 53 - 1)),
  fc.integer({ min: -50, max: 50 }).map((i) => i * 2 ** 20),
);

function elementsOf(entries: UniqueEntries | ListedEntries, of: number): number[] {
  const found: number[] = [];
  entries.some(of, (element) => {
    found.push(element);
    return false;
  });
  return found.sort((a, b) => a - b);
}

describe('KeyTable', () => {
  it('finds what was added and not removed, as a map of lists does', () => {
    const change = fc.record({ key, adds: fc.boolean() });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 400 }), (changes) => {
        const table = new KeyTable();
        const model = new Map<number, number[]>();
        changes.forEach(({ key: at, adds }, i) => {
          const list = model.get(at) ?? [];
          model.set(at, list);
          if (adds) {
            table.add(at, i);
            list.push(i);
            return;
          }
          const position = table.first(at);
          expect(position >= 0).toBe(list.length > 0);
          if (position < 0) return;
          list.splice(list.indexOf(table.payloadAt(position)), 1);
          table.removeAt(position);
        });
        for (const [at, list] of model) {
          const found: number[] = [];
          for (let p = table.first(at); p >= 0; p = table.next(at, p)) {
            found.push(table.payloadAt(p));
          }
          expect(found.sort((a, b) => a - b)).toEqual(list.sort((a, b) => a - b));
          expect(table.get(at) >= 0).toBe(list.length > 0);
        }
        expect(table.size).toBe([...model.values()].flat().length);
      }),
    );
  });

  it('stays quick when keys come and go', () => {
    const table = new KeyTable();
    for (let i = 0; i < 200_000; i++) {
      table.add(i, i);
      if (i >= 10) table.removeAt(table.first(i - 10));
    }
    expect([table.size, table.get(199_995), table.get(5)]).toEqual([10, 199_995, -1]);
    expect(table.byteLength).toBeLessThan(10_000);
    table.clear();
    expect([table.size, table.get(199_995)]).toEqual([0, -1]);
  });
});

describe.each([
  ['UniqueEntries', (): UniqueEntries | ListedEntries => new UniqueEntries()],
  ['ListedEntries', (): UniqueEntries | ListedEntries => new ListedEntries()],
])('%s', (_name, create) => {
  it('hold the elements of every key', () => {
    const change = fc.record({ key, element: fc.nat(30) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
        const entries = create();
        const keyOfElement = new Map<number, number>();
        for (const { key: at, element } of changes) {
          const before = keyOfElement.get(element);
          if (before !== undefined) entries.remove(before, element);
          if (before === at) keyOfElement.delete(element);
          else {
            entries.add(at, element);
            keyOfElement.set(element, at);
          }
        }
        for (const { key: at } of changes) {
          const expected = [...keyOfElement].filter(([, other]) => other === at);
          const elements = expected.map(([element]) => element).sort((a, b) => a - b);
          expect(elementsOf(entries, at)).toEqual(elements);
          expect(elements.includes(entries.first(at))).toBe(elements.length > 0);
        }
        expect(entries.size).toBe(keyOfElement.size);
      }),
    );
  });
});

describe('ListedEntries', () => {
  it('adds and removes quickly where all elements have one value', () => {
    const entries = new ListedEntries();
    const count = 100_000;
    for (let i = 0; i < count; i++) entries.add(1, i);
    expect([entries.size, entries.keyCount]).toEqual([count, 1]);
    for (let i = 0; i < count; i++) entries.remove(1, i);
    expect([entries.size, entries.keyCount, entries.first(1)]).toEqual([0, 0, -1]);
  });
});

describe('RemovedEntries', () => {
  it('remembers every removal until it is cleared', () => {
    const removed = new RemovedEntries();
    removed.add(1, 10);
    removed.add(2, 20);
    removed.add(1, 11);
    const found: number[] = [];
    removed.forEach(1, (element) => found.push(element));
    expect(found).toEqual([11, 10]);
    removed.clear();
    removed.forEach(1, () => expect.fail('nothing is left'));
  });
});
