import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EdgeValue, PathValue } from '../../src/values/value.ts';
import type { ColumnarStore } from '../../src/storage/columnar-store.ts';
import { createGraphStore } from '../../src/storage/columnar-store.ts';
import { runQuery } from '../../src/execution/testing/query-runner.ts';

/**
 * The kernels for shortest paths against enumeration: on small graphs all trails (acyclic paths, …)
 * are listed by the backtracking machine, which the kernels share nothing with but the replay.
 */
interface SmallGraph {
  readonly nodes: number;
  readonly edges: readonly { from: number; to: number; directed: boolean; w: number }[];
}

const smallGraph: fc.Arbitrary<SmallGraph> = fc.integer({ min: 1, max: 5 }).chain((nodes) =>
  fc.record({
    nodes: fc.constant(nodes),
    edges: fc.array(
      fc.record({
        from: fc.nat(nodes - 1),
        to: fc.nat(nodes - 1),
        directed: fc.boolean(),
        w: fc.nat(3),
      }),
      { maxLength: 7 },
    ),
  }),
);

function build({ nodes, edges }: SmallGraph): ColumnarStore {
  const store = createGraphStore({ graph: 1 });
  const writer = store.begin();
  const slots = Array.from({ length: nodes }, (_, k) =>
    writer.insertNode(['N'], [{ name: 'k', value: k }]),
  );
  for (const { from, to, directed, w } of edges) {
    writer.insertEdge({
      labels: ['E'],
      directed,
      source: slots[from] ?? 0,
      target: slots[to] ?? 0,
      properties: [{ name: 'w', value: w }],
    });
  }
  writer.commit();
  return store;
}

interface Found {
  readonly ends: string;
  readonly length: number;
  readonly path: string;
}

function paths(store: ColumnarStore, query: string): Found[] {
  return runQuery(store, query).rows.map((row) => {
    const path = row['p'];
    if (!(path instanceof PathValue)) throw new Error('no path');
    const group = row['e'];
    const edges = Array.isArray(group)
      ? group.map((edge) => (edge instanceof EdgeValue ? edge.edge : -1))
      : [];
    expect(edges).toEqual(path.edges);
    return {
      ends: `${path.nodes[0]} ${path.nodes.at(-1)}`,
      length: path.edges.length,
      path: `${path.nodes.join()} ${path.edges.join()}`,
    };
  });
}

/** For each pair of ends its paths of the least length, sorted. */
function shortest(found: readonly Found[]): Map<string, string[]> {
  const least = new Map<string, number>();
  for (const { ends, length } of found) {
    least.set(ends, Math.min(length, least.get(ends) ?? Number.POSITIVE_INFINITY));
  }
  const result = new Map<string, string[]>();
  for (const { ends, length, path } of found) {
    if (length === least.get(ends)) result.set(ends, [...(result.get(ends) ?? []), path].sort());
  }
  return new Map([...result].sort());
}

/** For each pair of ends the lengths of its paths, ascending. */
function lengths(found: readonly Found[]): Map<string, number[]> {
  const result = new Map<string, number[]>();
  for (const { ends, length } of found) {
    result.set(
      ends,
      [...(result.get(ends) ?? []), length].sort((a, b) => a - b),
    );
  }
  return new Map([...result].sort());
}

/** The paths of the least lengths of each pair of ends, so many lengths. */
function leastLengths(found: readonly Found[], count: number): string[] {
  const known = lengths(found);
  return found
    .filter(({ ends, length }) => {
      const different = [...new Set(known.get(ends))];
      return different.indexOf(length) < count;
    })
    .map(({ path }) => path)
    .sort();
}

const EDGES = ['-[e]->', '<-[e]-', '-[e]-', '~[e]~', '~[e]~>', '<-[e]->'];
const PREDICATED = [
  '-[e WHERE e.w > 0]->',
  '-[e WHERE e.w > 0]-',
  '((u)-[e]-(v) WHERE u.k <= v.k)',
  '((u)-[e]->(v WHERE v.k > 0))',
];
const QUANTIFIERS = ['+', '*', '{0,2}', '{1,3}'];
const MODES = ['TRAIL', 'ACYCLIC', 'SIMPLE'];

const search = fc.record({
  graph: smallGraph,
  edge: fc.constantFrom(...EDGES, ...PREDICATED),
  quantifier: fc.constantFrom(...QUANTIFIERS),
  mode: fc.constantFrom(...MODES),
  target: fc.constantFrom('(y)', '(y {k: 0})', '(x)'),
});

describe('shortest paths', () => {
  it('are those that enumeration finds', () => {
    fc.assert(
      fc.property(search, ({ graph, edge, quantifier, mode, target }) => {
        const store = build(graph);
        const pattern = `(x)${edge}${quantifier}${target} RETURN p, e`;
        const match = 'MATCH REPEATABLE ELEMENTS p =';
        const all = shortest(paths(store, `${match} ${mode} ${pattern}`));
        expect(shortest(paths(store, `${match} ALL SHORTEST ${mode} ${pattern}`))).toEqual(all);
        const any = shortest(paths(store, `${match} ANY SHORTEST ${mode} ${pattern}`));
        expect([...any.keys()]).toEqual([...all.keys()]);
        for (const [ends, [path, ...more]] of any) {
          expect(more).toEqual([]);
          expect(all.get(ends)).toContain(path);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('are as many as asked for', () => {
    const several = fc.record({
      search,
      count: fc.integer({ min: 1, max: 4 }),
      apart: fc.boolean(),
    });
    fc.assert(
      fc.property(
        several,
        ({ search: { graph, edge, quantifier, mode, target }, count, apart }) => {
          const store = build(graph);
          const pattern = `(x)${edge}${quantifier}${target} RETURN p, e`;
          const match = `MATCH ${apart ? 'DIFFERENT EDGES' : 'REPEATABLE ELEMENTS'} p =`;
          const all = paths(store, `${match} ${mode} ${pattern}`);
          const groups = paths(store, `${match} SHORTEST ${count} ${mode} GROUPS ${pattern}`);
          expect(groups.map(({ path }) => path).sort()).toEqual(leastLengths(all, count));
          const some = paths(store, `${match} SHORTEST ${count} ${mode} PATHS ${pattern}`);
          expect(new Set(some.map(({ path }) => path)).size).toBe(some.length);
          const first = [...lengths(all)].map(([ends, each]) => [ends, each.slice(0, count)]);
          expect([...lengths(some)]).toEqual(first);
          const known = new Set(all.map(({ path }) => path));
          expect(some.filter(({ path }) => !known.has(path))).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('are found by the product search as by the kernels for one edge', () => {
    fc.assert(
      fc.property(
        fc.record({ graph: smallGraph, edge: fc.constantFrom(...EDGES) }),
        ({ graph, edge }) => {
          const store = build(graph);
          const match = 'MATCH REPEATABLE ELEMENTS p = ALL SHORTEST WALK';
          const plain = shortest(paths(store, `${match} (x)${edge}+(y) RETURN p, e`));
          const tested = edge.replace('[e]', '[e WHERE e.w >= 0]');
          const product = shortest(paths(store, `${match} (x)${tested}+(y) RETURN p, e`));
          expect(product).toEqual(plain);
        },
      ),
      { numRuns: 120 },
    );
  });
});
