// The graphs that some cases ask for by shape: nodes :N with `id` from 0 and p0 = id % 10,
// p1 = id % 100 and so on, edges :E.

const shapes = {
  path: (n) => chain(n),
  cycle: (n) => [...chain(n), [n - 1, 0]],
  star: (n) => range(n - 1).map((i) => [0, i + 1]),
  clique: (n) => range(n).flatMap((i) => range(n).flatMap((j) => (i === j ? [] : [[i, j]]))),
  grid,
  diamonds,
  'power-law': powerLaw,
};

/** Builds the graph through the import, in one transaction. */
export async function buildGraph(db, generated) {
  const edgesOf = shapes[generated.shape];
  if (edgesOf === undefined) throw new Error(`unknown shape ${generated.shape}`);
  const pairs = edgesOf(generated.nodes, generated);
  await db.import({
    nodes: [{ labels: ['N'], file: nodeRecords(generated), key: 'id' }],
    edges: [
      {
        label: 'E',
        file: pairs.map(([from, to]) => ({ from, to })),
        source: 'N',
        target: 'N',
      },
    ],
  });
}

function nodeRecords({ nodes, properties = 2 }) {
  return range(nodes).map((id) => {
    const record = { id };
    for (let k = 0; k < properties; k++) record[`p${k}`] = id % 10 ** (k + 1);
    return record;
  });
}

function range(n) {
  return Array.from({ length: n }, (_, i) => i);
}

function chain(n) {
  return range(n - 1).map((i) => [i, i + 1]);
}

/** A square of edges to the right and down. */
function grid(n) {
  const side = Math.round(Math.sqrt(n));
  return range(n).flatMap((i) => [
    ...(i % side < side - 1 ? [[i, i + 1]] : []),
    ...(i + side < n ? [[i, i + side]] : []),
  ]);
}

/** Every third node splits into two that meet again: 2 to the power of n / 3 shortest paths. */
function diamonds(n) {
  return range(Math.floor((n - 1) / 3)).flatMap((k) => [
    [3 * k, 3 * k + 1],
    [3 * k, 3 * k + 2],
    [3 * k + 1, 3 * k + 3],
    [3 * k + 2, 3 * k + 3],
  ]);
}

/** Preferential attachment: a new node points at ends of earlier edges. */
function powerLaw(n, { degree = 4, seed = 1 }) {
  let state = seed;
  const below = (bound) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state % bound;
  };
  const ends = [0];
  const pairs = [];
  for (let i = 1; i < n; i++) {
    for (let k = 0; k < degree; k++) {
      const target = ends[below(ends.length)];
      pairs.push([i, target]);
      ends.push(target);
    }
    ends.push(i);
  }
  return pairs;
}
