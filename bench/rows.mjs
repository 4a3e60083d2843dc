// The rows of the benchmark's table: what GraphLite runs, what the loops run, and on which inputs.

import { isDeepStrictEqual } from 'node:util';

// As many as make a block of 1,000 without a rest, after the ones that the peers warm up with.
const startsUsed = [20, 220];
const pairsUsed = [5, 55];

/**
 * Each row has a `name`, the `inputs` of one pass, `ours(input)` and `limit(input)` to time, and
 * `answer(result)`, which turns what ours returns into what the loop returns.
 */
export function benchmarkRows(db, queries, { loops, probe }) {
  return [
    ...Object.entries(queries.perStart).map(([name, text]) => ({
      ...row(db, name, text),
      inputs: probe.starts.slice(...startsUsed).map((id) => ({ id })),
      limit: ({ id }) => loops[name](id),
    })),
    ...Object.entries(queries.perPair).map(([name, text]) => ({
      ...row(db, name, text),
      inputs: probe.pairs.slice(...pairsUsed).map(([a, b]) => ({ a, b })),
      limit: ({ a, b }) => loops[name](a, b),
    })),
    ...Object.entries(queries.whole).map(([name, [text, parameters]]) => ({
      ...row(db, name, text),
      inputs: [parameters],
      limit: () => loops[name](),
    })),
  ];
}

/** A caller reads the rows, so reading them is part of the time. */
function row(db, name, text) {
  const statement = db.prepare(text);
  return { name, text, ours: (parameters) => statement.querySync(parameters).rows };
}

const countsRows = new Set(['rows', 'nbrs']);

/** The inputs with a wrong answer, each with what was expected. */
export function wrongAnswers({ name, inputs, ours, limit }) {
  return inputs.flatMap((input) => {
    const expected = limit(input);
    const rows = ours(input);
    const actual = answerOf(name, rows, expected);
    return isDeepStrictEqual(actual, expected) ? [] : [{ input, expected, actual }];
  });
}

function answerOf(name, rows, expected) {
  if (countsRows.has(name)) return rows.length;
  if (Array.isArray(expected)) return rows.map(({ v }) => v);
  // No path of length 1 to 8.
  if (name === 'sp' && rows.length === 0) return -1;
  return rows.length === 1 ? rows[0].v : rows;
}
