import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Adjacency } from './adjacency.ts';
import { fillBits, setBit, wordsFor } from './bit-set.ts';
import { buildCsr } from './csr.ts';
import { Journal } from './journal.ts';

const ROWS = 20;
const pair = fc.tuple(fc.nat(ROWS - 1), fc.nat(200));
type Pairs = readonly (readonly [number, number])[];

function entriesOf(pairs: Pairs, firstEdge = 0) {
  return {
    count: pairs.length,
    rows: Int32Array.from(pairs, ([row]) => row),
    neighbours: Int32Array.from(pairs, ([, neighbour]) => neighbour),
    edgeRows: Int32Array.from(pairs, (_pair, i) => firstEdge + i),
  };
}

/** `neighbour:edge` of every row in the order in which a reader meets them. */
function rowsOf(adjacency: Adjacency, live: Uint32Array): string[][] {
  return Array.from({ length: ROWS }, (_, row) => {
    const found: string[] = [];
    const add = (neighbour = -1, edge = -1): void => {
      const isLive = (((live[edge >>> 5] ?? 0) >>> (edge & 31)) & 1) === 1;
      if (isLive) found.push(`${neighbour}:${edge}`);
    };
    const end = adjacency.offsets[row + 1] ?? 0;
    for (let at = adjacency.offsets[row] ?? 0; at < end; at++) {
      add(adjacency.neighbours[at], adjacency.edgeRows[at]);
    }
    for (let d = adjacency.head[row] ?? -1; d >= 0; d = adjacency.next[d] ?? -1) {
      add(adjacency.deltaNeighbours[d], adjacency.deltaEdgeRows[d]);
    }
    return found;
  });
}

function sortedRows(pairs: Pairs): string[][] {
  return Array.from({ length: ROWS }, (_, row) =>
    pairs
      .map(([at, neighbour], edge) => ({ at, neighbour, edge }))
      .filter(({ at }) => at === row)
      .sort((a, b) => a.neighbour - b.neighbour || a.edge - b.edge)
      .map(({ neighbour, edge }) => `${neighbour}:${edge}`),
  );
}

function create(): Adjacency {
  const place = { edgeTable: 0, nodeTable: 0, orientation: 'out' } as const;
  return new Adjacency(place, ROWS, new Journal());
}

function allLive(count: number): Uint32Array {
  const live = new Uint32Array(wordsFor(count + 1));
  fillBits(live, 0, count, true);
  return live;
}

describe('buildCsr', () => {
  it('sorts by row and neighbour, parallel edges by age', () => {
    const long = fc.array(fc.tuple(fc.nat(2), fc.nat(200)), { minLength: 300, maxLength: 500 });
    fc.assert(
      fc.property(fc.oneof(fc.array(pair), long), (pairs) => {
        const adjacency = create();
        adjacency.build(entriesOf(pairs));
        expect(rowsOf(adjacency, allLive(pairs.length))).toEqual(sortedRows(pairs));
      }),
    );
  });

  it('leaves the room that was asked for', () => {
    const csr = buildCsr(entriesOf([[0, 5]]), new Int32Array(2), 4);
    expect([csr.neighbours, csr.edgeRows]).toEqual([Int32Array.of(5, 0, 0, 0), new Int32Array(4)]);
  });
});

describe('a fold', () => {
  it('merges a small delta and drops deleted edges', () => {
    const many = fc.array(pair, { minLength: 200, maxLength: 300 });
    const few = fc.array(pair, { maxLength: 10 });
    const deleted = fc.uniqueArray(fc.nat(199), { maxLength: 10 });
    fc.assert(
      fc.property(many, few, deleted, (built, added, gone) => {
        const adjacency = create();
        adjacency.build(entriesOf(built));
        adjacency.appendAll(entriesOf(added, built.length));
        const live = allLive(built.length + added.length);
        for (const edge of gone) {
          live[edge >>> 5] = (live[edge >>> 5] ?? 0) & ~(1 << (edge & 31));
          adjacency.remove(built[edge]?.[0] ?? -1);
        }
        const degrees = Array.from({ length: ROWS }, (_, row) => adjacency.degree(row));
        const { single } = adjacency;
        adjacency.fold(live);
        const all = [...built, ...added];
        const expected = sortedRows(all).map((row) =>
          row.filter((entry) => !gone.includes(Number(entry.split(':')[1]))),
        );
        expect(rowsOf(adjacency, allLive(all.length))).toEqual(expected);
        expect([adjacency.hasDelta, adjacency.hasDeleted]).toEqual([false, false]);
        expect(degrees).toEqual(expected.map((row) => row.length));
        expect(single).toBe(expected.every((row) => row.length < 2));
        expect(adjacency.liveCount).toBe(expected.flat().length);
      }),
    );
  });

  it('keeps the arrays where the edges fit into them', () => {
    const adjacency = create();
    const pairs = Array.from({ length: 100 }, (_, i) => [i % ROWS, i] as const);
    adjacency.build(entriesOf(pairs));
    const { neighbours, edgeRows, offsets } = adjacency;
    adjacency.append(3, 1, 100);
    const live = allLive(101);
    adjacency.fold(live);
    expect(adjacency.neighbours).toBe(neighbours);
    expect(adjacency.edgeRows).toBe(edgeRows);
    expect(adjacency.offsets).toBe(offsets);
    expect(rowsOf(adjacency, live)[3]?.[0]).toBe('1:100');
  });

  it('keeps the order of offsets when the node table grows', () => {
    const adjacency = create();
    adjacency.build(entriesOf([[1, 7]]));
    adjacency.resize(ROWS * 2);
    expect([adjacency.degree(1), adjacency.degree(30)]).toEqual([1, 0]);
    adjacency.append(30, 9, 1);
    setBit(allLive(2), 1);
    adjacency.fold(allLive(2));
    expect([adjacency.degree(30), adjacency.neighbours[1]]).toEqual([1, 9]);
  });
});

describe('taking changes back', () => {
  it('restores lists, degrees and flags', () => {
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 50 }), fc.array(pair), (built, added) => {
        const journal = new Journal();
        const place = { edgeTable: 0, nodeTable: 0, orientation: 'in' } as const;
        const adjacency = new Adjacency(place, ROWS, journal);
        adjacency.build(entriesOf(built));
        const live = allLive(built.length);
        const before = [rowsOf(adjacency, live), adjacency.single, adjacency.liveCount];
        const mark = journal.undo.length;
        adjacency.appendAll(entriesOf(added, built.length));
        for (const [row] of [...built, ...added]) adjacency.remove(row);
        expect(adjacency.liveCount).toBe(0);
        journal.undo.rollbackTo(mark);
        const after = [rowsOf(adjacency, live), adjacency.single, adjacency.liveCount];
        expect(after).toEqual(before);
        expect([adjacency.hasDelta, adjacency.hasDeleted]).toEqual([false, false]);
        journal.undo.rollbackTo(0);
        expect([adjacency.isEmpty, adjacency.liveCount]).toEqual([true, 0]);
      }),
    );
  });
});
