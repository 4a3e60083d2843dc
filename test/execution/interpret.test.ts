import { beforeAll, describe, expect, it } from 'vitest';
import { GqlError } from '../../src/base/errors.ts';
import { limits } from '../../src/base/limits.ts';
import type { ColumnarStore } from '../../src/storage/columnar-store.ts';
import { createGraphStore } from '../../src/storage/columnar-store.ts';
import { planProgram } from '../../src/planner/planner.ts';
import type { PhysicalPlan } from '../../src/planner/plan/operator.ts';
import { bindProgram } from '../../src/semantics/binder.ts';
import { defaultBindEnvironment } from '../../src/semantics/environment.ts';
import { parseProgram } from '../../src/syntax/parse.ts';
import type { Execution, ExecutionContext } from '../../src/execution/executable.ts';
import { runQuery, statusOf, testContext } from '../../src/execution/testing/query-runner.ts';
import type { RunOptions } from '../../src/execution/testing/query-runner.ts';
import { interpret } from '../../src/execution/interpreter/interpret.ts';

const NODES = 3_000;
let store: ColumnarStore;

beforeAll(() => {
  store = createGraphStore({ graph: 1 });
  const writer = store.begin();
  const values = Int32Array.from({ length: NODES }, (_, i) => i);
  const columns = [{ name: 'k', values }];
  const slots = writer.insertNodes({ labels: ['N'], count: NODES, columns });
  const sources = slots.subarray(0, NODES - 1);
  const targets = slots.subarray(1);
  writer.insertEdges({ labels: ['NEXT'], directed: true, sources, targets, columns: [] });
  writer.commit();
});

function planOf(text: string): PhysicalPlan {
  return planProgram(bindProgram(parseProgram(text), defaultBindEnvironment), store.current());
}

function finish(execution: Execution, units = 1_000_000): unknown[] {
  const rows: unknown[] = [];
  for (let done = false; !done;) {
    done = execution.advance(units);
    rows.push(...execution.takeRows());
  }
  return rows;
}

describe('a run', () => {
  it('pauses when its units are used up and goes on where it was', () => {
    const plan = planOf('MATCH (n:N)-[:NEXT]->(m) WHERE m.k % 2 = 0 RETURN n.k AS k');
    const execution = interpret(plan).start(testContext(store, plan));
    let slices = 0;
    let rows = 0;
    for (let done = false; !done; slices++) {
      done = execution.advance(100);
      rows += execution.takeRows().length;
    }
    expect(rows).toBe(NODES / 2 - 1);
    expect(slices).toBeGreaterThan(30);
  });

  it('stops as soon as LIMIT is served', () => {
    const plan = planOf('MATCH (n:N)-[:NEXT]->(m) RETURN n.k AS k LIMIT 3');
    const execution = interpret(plan).start(testContext(store, plan));
    expect(execution.advance(50)).toBe(true);
    expect(execution.takeRows()).toHaveLength(3);
  });

  it('shares nothing with another run of the same plan', () => {
    const plan = planOf('MATCH (n:N) WHERE n.k < 40 RETURN n.k AS k, COUNT(*) AS c ORDER BY k');
    const executable = interpret(plan);
    const first = executable.start(testContext(store, plan));
    const second = executable.start(testContext(store, plan));
    first.advance(10);
    second.advance(10);
    const [left, right] = [finish(first, 7), finish(second, 5)];
    expect(left).toHaveLength(40);
    expect(right).toEqual(left);
    expect(finish(executable.start(testContext(store, plan)))).toEqual(left);
  });

  it('begins anew after a run that failed', () => {
    const plan = planOf('MATCH (n:N) WHERE n.k < 3 RETURN 6 / (n.k - $x) AS q ORDER BY q');
    const executable = interpret(plan);
    const start = (x: number): Execution =>
      executable.start(testContext(store, plan, { parameters: { x } }));
    expect(() => finish(start(1))).toThrow(GqlError);
    expect(finish(start(-1))).toEqual([{ q: 2 }, { q: 3 }, { q: 6 }]);
  });

  it('keeps to its snapshot over a commit between two slices', () => {
    const local = createGraphStore({ graph: 1 });
    runQuery(local, 'FOR x IN [1, 2, 3, 4, 5, 6, 7, 8] INSERT (:N {k: x})');
    const plan = planProgram(
      bindProgram(parseProgram('MATCH (n:N) RETURN n.k AS k'), defaultBindEnvironment),
      local.current(),
    );
    const snapshot = local.snapshot();
    const context = { ...testContext(local, plan), reader: snapshot.reader() };
    const execution = interpret(plan).start(context);
    execution.advance(2);
    const rows = execution.takeRows();
    runQuery(local, 'MATCH (n:N) SET n.k = n.k * 100, n.other = 1');
    runQuery(local, 'INSERT (:N {k: 9})');
    context.reader = snapshot.reader();
    rows.push(...(finish(execution, 2) as typeof rows));
    snapshot.release();
    expect(rows).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((k) => ({ k })));
  });

  it('looks at its deadline inside long stretches', () => {
    const plan = planOf('MATCH (a:N), (b:N) WHERE a.k + b.k = -1 RETURN COUNT(*) AS c');
    let looks = 0;
    const context: ExecutionContext = {
      ...testContext(store, plan),
      checkpoint: () => {
        if (++looks === 3) throw new GqlError('57014', 'cancelled');
      },
    };
    expect(() => finish(interpret(plan).start(context), 1e12)).toThrow('cancelled');
    expect(NODES * NODES).toBeGreaterThan(3 * limits.cooperativeWorkUnits);
  });

  it('says where in the text an error comes from', () => {
    const text = 'FOR x IN [0] RETURN 1 + 1 / x AS q';
    const plan = planOf(text);
    const error = failure(() => finish(interpret(plan).start(testContext(store, plan))));
    expect(error.span && text.slice(error.span.start, error.span.end)).toBe('1 / x');
  });
});

function failure(run: () => unknown): GqlError {
  try {
    run();
  } catch (error) {
    if (error instanceof GqlError) return error;
    throw error;
  }
  throw new Error('no failure');
}

describe('memory', () => {
  const few: RunOptions = { memoryLimitBytes: 20_000 };
  it.each([
    ['a sort', 'MATCH (n:N) RETURN n.k AS k ORDER BY k'],
    ['a table', 'MATCH (n:N) RETURN n.k AS k NEXT RETURN k UNION ALL RETURN k + 1 AS k'],
    ['DISTINCT', 'MATCH (n:N) RETURN DISTINCT n.k AS k'],
    ['groups', 'MATCH (n:N) RETURN n.k AS k, SUM(n.k) AS s'],
    ['a collected list', 'MATCH (n:N) RETURN COLLECT_LIST(n.k) AS l'],
    ['a set operation', 'MATCH (n:N) RETURN n.k AS k EXCEPT RETURN 1 AS k'],
    [
      'a path search',
      'MATCH ALL SHORTEST (n:N {k: 0}) ((a)-[:NEXT]->(b) WHERE a.k < b.k)+ (m) RETURN m.k AS k',
    ],
  ])('%s beyond the limit is 53200', (_what, text) => {
    let status = 'none';
    try {
      runQuery(store, text, few);
    } catch (error) {
      status = statusOf(error);
    }
    expect(status).toBe('53200');
  });

  it('is given back between the rows of an outer query', () => {
    const text =
      'FOR x IN RANGE(1, 400) CALL (x) { FOR y IN RANGE(1, 40) RETURN DISTINCT y ORDER BY y } ' +
      'RETURN COUNT(*) AS c';
    expect(runQuery(store, text, { memoryLimitBytes: 20_000 }).rows).toEqual([{ c: 16_000 }]);
  });
});

describe('results', () => {
  it('have columns of any name', () => {
    const names = ['__proto__', 'constructor', 'toString', 'a', 'b', 'c', 'd'];
    for (const count of [1, 6, 7]) {
      const some = names.slice(0, count);
      const items = some.map((name, i) => `${i} AS \`${name}\``).join(', ');
      const [row = {}] = runQuery(store, `RETURN ${items}`).rows;
      expect(Object.keys(row).sort()).toEqual([...some].sort());
      expect(Object.values(row)).toEqual(expect.arrayContaining(some.map((_, i) => i)));
      expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
    }
  });

  it('report nulls that aggregates dropped', () => {
    const { statuses } = runQuery(store, 'FOR x IN [1, NULL] RETURN COUNT(x) AS c');
    expect([...statuses]).toEqual(['01G11']);
    expect([...runQuery(store, 'FOR x IN [1] RETURN SUM(x) AS c').statuses]).toEqual([]);
  });
});

describe('long paths', () => {
  it('do not meet the end of the stack', () => {
    const text = `MATCH (n:N {k: 0})-[e:NEXT]->*(m) RETURN COUNT(*) AS c, MAX(CARDINALITY(e)) AS l`;
    expect(runQuery(store, text).rows).toEqual([{ c: NODES, l: NODES - 1 }]);
  });

  it.each([
    ['TRAIL', 101],
    ['ACYCLIC', 100],
    ['SIMPLE', 101],
  ])('obey %s on a ring beyond the part that is scanned', (mode, paths) => {
    const ring = createGraphStore({ graph: 1 });
    const writer = ring.begin();
    const slots = Array.from({ length: 100 }, (_, k) =>
      writer.insertNode(['N'], [{ name: 'k', value: k }]),
    );
    slots.forEach((source, i) => {
      const target = slots[(i + 1) % slots.length] ?? 0;
      writer.insertEdge({ labels: ['E'], directed: true, source, target, properties: [] });
    });
    writer.commit();
    const text = `MATCH REPEATABLE ELEMENTS ${mode} (n {k: 0})-[e]->*(m) RETURN COUNT(*) AS c`;
    expect(runQuery(ring, text).rows).toEqual([{ c: paths }]);
  });
});
