import { describe, expect, it } from 'vitest';
import { packEdge } from '../graph/ids.ts';
import { IdDirectory } from './id-directory.ts';

describe('IdDirectory', () => {
  it('finds where an id went', () => {
    const ids = new IdDirectory(1);
    expect([ids.take(0, 0, 5), ids.take(3, 10, 2), ids.take(0, 5, 1)]).toEqual([1, 6, 8]);
    const places = [0, 1, 5, 6, 7, 8, 9, 1.5].map((id) => ids.find(id));
    expect(places).toEqual([-1, 0, 4, packEdge(3, 10), packEdge(3, 11), 5, -1, -1]);
  });

  it('needs one run for elements that go to consecutive rows', () => {
    const ids = new IdDirectory(100);
    for (let row = 0; row < 1_000; row++) ids.take(2, row, 1);
    expect([ids.runCount, ids.find(1_050)]).toEqual([1, packEdge(2, 950)]);
  });

  it('is rebuilt from what is left and goes on counting', () => {
    const ids = new IdDirectory(1);
    for (let i = 0; i < 10; i++) ids.take(i % 2, i, 1);
    ids.rebuild([
      { id: 3, place: packEdge(0, 2) },
      { id: 5, place: packEdge(0, 4) },
    ]);
    expect([ids.find(3), ids.find(5), ids.find(2)]).toEqual([2, 4, -1]);
    expect(ids.take(7, 0, 1)).toBe(11);
    expect(ids.find(11)).toBe(packEdge(7, 0));
  });

  it('takes ids in any order from a file, and finds them beside new ones', () => {
    const ids = new IdDirectory(1);
    ids.place(Float64Array.of(1, 2, 3, 7, 9), 0, 0);
    ids.place(Float64Array.of(4, 5, 8), 1, 0);
    ids.place(Float64Array.of(), 2, 0);
    expect(ids.next).toBe(10);
    const place = (table: number, row: number): number => packEdge(table, row);
    expect([1, 3, 7, 9].map((id) => ids.find(id))).toEqual([0, 2, 3, 4]);
    expect([4, 5, 8].map((id) => ids.find(id))).toEqual([place(1, 0), place(1, 1), place(1, 2)]);
    ids.raise(20);
    ids.raise(5);
    expect(ids.take(0, 5, 2)).toBe(20);
    expect([ids.find(21), ids.find(9), ids.find(8)]).toEqual([6, 4, place(1, 2)]);
  });

  it('sorts before it gives an id after ids came out of order', () => {
    const ids = new IdDirectory(1);
    ids.place(Float64Array.of(5, 9), 1, 0);
    ids.place(Float64Array.of(2), 0, 0);
    expect(ids.take(0, 8, 1)).toBe(10);
    expect([2, 5, 9, 10].map((id) => ids.find(id))).toEqual([
      packEdge(0, 0),
      packEdge(1, 0),
      packEdge(1, 1),
      packEdge(0, 8),
    ]);
  });
});
