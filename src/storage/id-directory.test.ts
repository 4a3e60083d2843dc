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
});
