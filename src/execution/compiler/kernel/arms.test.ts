import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawAdjacency } from '../../../graph/raw.ts';
import { Arm, countOf, degreeOf, edgeRowAt, neighbourAt, NO_PLACE, onlyEdge } from './arms.ts';
import { firstEdge, nextEdge } from './arms.ts';
import { countEdges, markNeighbours, MarkPool } from './marks.ts';

/** Row 0's edges: sorted ones, later ones, and which of all are deleted, by edge row. */
interface Edges {
  readonly sorted: readonly number[];
  readonly later: readonly number[];
  readonly dead: ReadonlySet<number>;
}

function armOf({ sorted, later, dead }: Edges, skipsLoops = false): Arm {
  const neighbours = Int32Array.from(sorted).sort();
  const count = sorted.length + later.length;
  const live = new Uint32Array(4).fill(0xffffffff);
  for (const edge of dead) {
    live[edge >>> 5] = (live[edge >>> 5] ?? 0) & ~(1 << (edge & 31));
  }
  const hit = [...dead].filter((edge) => edge < count).length;
  const adjacency: RawAdjacency = {
    edgeTable: 2,
    nodeTable: 0,
    orientation: 'out',
    offsets: Int32Array.of(0, sorted.length),
    neighbours,
    edgeRows: Int32Array.from(sorted, (_, i) => i),
    hasDelta: later.length > 0,
    hasDeleted: hit > 0,
    head: Int32Array.of(later.length - 1),
    next: Int32Array.from(later, (_, i) => i - 1),
    deltaNeighbours: Int32Array.from(later),
    deltaEdgeRows: Int32Array.from(later, (_, i) => sorted.length + i),
    degreeChange: Int32Array.of(later.length - hit),
    neighbourTable: 0,
    sorted: true,
    single: false,
  };
  return new Arm(adjacency, live, skipsLoops);
}

/** The neighbours of live edges. */
function liveNeighbours(edges: Edges): number[] {
  const all = [...edges.sorted].sort((a, b) => a - b).concat(edges.later);
  return all.filter((_, edge) => !edges.dead.has(edge));
}

const someEdges = fc.record({
  sorted: fc.array(fc.nat(30), { maxLength: 40 }),
  later: fc.array(fc.nat(30), { maxLength: 8 }),
  dead: fc.uniqueArray(fc.nat(60), { maxLength: 10 }).map((dead) => new Set(dead)),
});

describe('arms', () => {
  it('find all edges to a neighbour', () => {
    fc.assert(
      fc.property(someEdges, fc.nat(30), (edges, neighbour) => {
        const arm = armOf(edges);
        const found: number[] = [];
        for (let at = firstEdge(arm, 0, neighbour); at !== NO_PLACE;) {
          expect(neighbourAt(arm, at)).toBe(neighbour);
          found.push(edgeRowAt(arm, at));
          at = nextEdge(arm, 0, at);
        }
        const expected = liveNeighbours(edges).filter((each) => each === neighbour).length;
        expect(new Set(found).size).toBe(expected);
        expect(found).toHaveLength(expected);
        expect(countOf(arm, 0, neighbour)).toBe(expected);
      }),
    );
  });

  it('count edges, and leave loops out where they are counted elsewhere', () => {
    fc.assert(
      fc.property(someEdges, (edges) => {
        const all = liveNeighbours(edges);
        expect(degreeOf(armOf(edges), 0, 7)).toBe(all.length);
        const others = all.filter((neighbour) => neighbour !== 7);
        expect(degreeOf(armOf(edges, true), 0, 7)).toBe(others.length);
      }),
    );
  });

  it('find the only edge wherever it is', () => {
    const none = armOf({ sorted: [4], later: [], dead: new Set([0]) });
    expect(onlyEdge(none, 0)).toBe(NO_PLACE);
    const later = armOf({ sorted: [4], later: [6], dead: new Set([0]) });
    expect(neighbourAt(later, onlyEdge(later, 0))).toBe(6);
  });

  it('mark neighbours and notice parallel edges', () => {
    fc.assert(
      fc.property(someEdges, (edges) => {
        const arms = [armOf(edges), armOf(edges, true)];
        const stamps = new Int32Array(40);
        const twice = markNeighbours(arms, 0, 0, { stamps, stamp: 5 });
        const expected = new Set(liveNeighbours(edges));
        for (let slot = 0; slot < 40; slot++) {
          expect(stamps[slot] === 5).toBe(expected.has(slot));
        }
        // Both arms have the same edges.
        expect(twice).toBe(expected.size > 0);
        const [first = 0] = expected;
        const once = countOf(armOf(edges), 0, first);
        expect(countEdges(arms, 0, 99, first)).toBe(2 * once);
        expect(countEdges(arms, 0, first, first)).toBe(once);
      }),
    );
  });
});

describe('MarkPool', () => {
  it('lends arrays in which no mark is left', () => {
    const pool = new MarkPool();
    const first = pool.take(10);
    const other = pool.take(10);
    expect(other.stamps).not.toBe(first.stamps);
    first.stamps[3] = 1;
    pool.give(first, 1);
    const again = pool.take(10);
    expect(again.stamps).toBe(first.stamps);
    expect(again.stamp).toBe(1);
    pool.give(again, 2 ** 30 + 1);
    const cleared = pool.take(10);
    expect(cleared.stamp).toBe(0);
    expect(cleared.stamps[3]).toBe(0);
    expect(pool.take(1000).stamps.length).toBeGreaterThanOrEqual(1000);
  });
});
