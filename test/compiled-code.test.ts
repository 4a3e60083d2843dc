import { describe, expect, it } from 'vitest';
import { present } from '../src/base/assert.ts';
import { GqlError } from '../src/base/errors.ts';
import type { CompiledExecutable } from '../src/execution/compiler/compile.ts';
import { compile, parametersOf, sourceOf } from '../src/execution/compiler/compile.ts';
import type { ExecutionContext, Row } from '../src/execution/executable.ts';
import { testContext } from '../src/execution/testing/query-runner.ts';
import type { GraphStore } from '../src/graph/store.ts';
import type { PhysicalPlan } from '../src/planner/plan/operator.ts';
import { createGraphStore } from '../src/storage/columnar-store.ts';
import type { Value } from '../src/values/value.ts';
import { mixedGraph } from './helpers/mixed-graph.ts';
import type { Parameters } from './helpers/two-executors.ts';
import { planText } from './helpers/two-executors.ts';

interface Compiled {
  readonly plan: PhysicalPlan;
  readonly executable: CompiledExecutable;
}

function compiled(store: GraphStore, text: string): Compiled {
  const plan = planText(store, text);
  return { plan, executable: present(compile(plan, store.current()), 'the compiled plan') };
}

function rowsOf(
  store: GraphStore,
  { plan, executable }: Compiled,
  parameters: Parameters = {},
): readonly Row[] {
  return executable.runToEnd(testContext(store, plan, { parameters }));
}

function insert(store: GraphStore, properties: Readonly<Record<string, Value>>): void {
  const write = store.begin();
  const entries = Object.entries(properties).map(([name, value]) => ({ name, value }));
  write.insertNode(['Person'], entries);
  write.commit();
}

/** A name as a delimited identifier. */
function delimited(name: string): string {
  return `\`${escaped(name).replaceAll('`', '``')}\``;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}

describe('the source of compiled code', () => {
  const hostile = [
    `quote'"`,
    'back`tick',
    '${process.exit()}',
    'new\nline\r\u2028\u2029',
    '__proto__',
    '*/ alert(1) /*',
    '\\u0022;//',
    'constructor',
    ']);}while(1);((',
  ];

  it('has no name and no value of the query or the data in it', () => {
    const store = createGraphStore({ graph: 1 });
    const write = store.begin();
    for (const [i, name] of hostile.entries()) {
      const properties = [
        { name, value: `value ${name}` },
        { name: 'number', value: 987_654_321 + i },
      ];
      const node = write.insertNode([`L${name}`, 'All'], properties);
      write.insertEdge({
        labels: [`E${name}`],
        directed: true,
        source: node,
        target: node,
        properties,
      });
    }
    write.commit();
    for (const name of hostile) {
      const quoted = delimited(name);
      const literal = `'${escaped(name).replaceAll("'", "\\'")}'`;
      const label = delimited(`L${name}`);
      const edge = delimited(`E${name}`);
      const texts = [
        `MATCH (n:${label}) RETURN n.${quoted} AS ${quoted}, ${literal} AS other, 123454321 AS number`,
        `MATCH (n:All)-[e:${edge}]->(m) WHERE LOWER(n.${quoted}) <> ${literal} AND n.number > 987654320 ` +
          `RETURN {${quoted}: e.${quoted}} AS ${quoted}, COUNT(*) AS c ORDER BY c LIMIT 77`,
        `MATCH (n:All) RETURN n.${quoted} AS ${quoted}, [x IN [1, 2] WHERE x > 1 | ${literal}] AS l`,
      ];
      for (const text of texts) {
        const program = compiled(store, text);
        const source = present(sourceOf(program.executable), 'the source');
        const all = `${source}\n${parametersOf(program.executable).join()}`;
        expect(all).not.toContain(name.trim());
        expect(all).not.toMatch(/value |123454321|98765432|number: 9|77/u);
        expect(Object.keys(rowsOf(store, program)[0] ?? { text }), text).toContain(name);
      }
    }
  });

  it('gives rows that are plain objects, whatever their columns are called', () => {
    const store = mixedGraph('fresh');
    const text = 'MATCH (p:Person {id: 1}) RETURN p.id AS id, p.name AS `__proto__`';
    const [row] = rowsOf(store, compiled(store, text));
    expect(Object.keys(row ?? {})).toEqual(['id', '__proto__']);
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
    const [plain] = rowsOf(store, compiled(store, 'MATCH (p:Person {id: 1}) RETURN p.id AS id'));
    expect(plain).toStrictEqual({ id: 1 });
    expect(Object.getPrototypeOf(plain)).toBe(Object.prototype);
  });

  it('comments its operators and names what it binds', () => {
    const store = mixedGraph('fresh');
    const text = 'MATCH (p:Person)-[:KNOWS]->(q) WHERE p.age > 21 RETURN COUNT(*) AS n';
    const { executable } = compiled(store, text);
    expect(sourceOf(executable)).toContain('// count edges');
    expect(sourceOf(executable)).toContain('// filter');
    expect(parametersOf(executable)).toContain('t0');
  });
});

describe('compiled code and a changing graph', () => {
  it('sees rows, kinds and columns that came after it was compiled', () => {
    const store = createGraphStore({ graph: 1 });
    insert(store, { id: 1, age: 30 });
    const program = compiled(store, 'MATCH (p:Person) RETURN p.age AS age, p.nick AS nick');
    expect(rowsOf(store, program)).toEqual([{ age: 30, nick: null }]);
    insert(store, { id: 2, age: 2 ** 40 });
    insert(store, { id: 3, age: 'old', nick: 'x' });
    for (let i = 0; i < 3000; i++) insert(store, { id: 10 + i });
    const rows = rowsOf(store, program);
    expect(rows).toHaveLength(3003);
    expect(rows.slice(0, 3)).toEqual([
      { age: 30, nick: null },
      { age: 2 ** 40, nick: null },
      { age: 'old', nick: 'x' },
    ]);
  });

  it('sees labels and edges that were not there', () => {
    const store = createGraphStore({ graph: 1 });
    insert(store, { id: 1 });
    const program = compiled(store, 'MATCH (a:Person)-[:KNOWS]->(b) RETURN COUNT(*) AS n');
    expect(rowsOf(store, program)).toEqual([{ n: 0 }]);
    const write = store.begin();
    const other = write.insertNode(['Robot'], []);
    for (const target of [0, other]) {
      write.insertEdge({ labels: ['KNOWS'], directed: true, source: 0, target, properties: [] });
    }
    write.commit();
    expect(rowsOf(store, program)).toEqual([{ n: 2 }]);
  });

  it('keeps cached results of predicates apart by parameter and by dictionary', () => {
    const store = createGraphStore({ graph: 1 });
    insert(store, { name: 'Ada' });
    const text = 'MATCH (p:Person) WHERE LOWER(p.name) = LOWER($x) RETURN p.name AS name';
    const program = compiled(store, text);
    expect(rowsOf(store, program, { x: 'ADA' })).toHaveLength(1);
    expect(rowsOf(store, program, { x: 'bob' })).toHaveLength(0);
    insert(store, { name: 'Bob' });
    expect(rowsOf(store, program, { x: 'bob' })).toHaveLength(1);
    expect(rowsOf(store, program, { x: 'bob' })).toHaveLength(1);
    expect(rowsOf(store, program, { x: null })).toHaveLength(0);
  });
});

describe('runs of compiled code', () => {
  const store = mixedGraph('fresh');

  it('do not disturb one another', () => {
    const text = 'MATCH (p:Person)-[:KNOWS]->(q) RETURN COUNT(DISTINCT q) AS n, COUNT(*) AS total';
    const { plan, executable } = compiled(store, text);
    const runs = [0, 1, 2].map(() => executable.start(testContext(store, plan)));
    const rows: Row[] = [];
    for (let open = runs; open.length > 0;) {
      open = open.filter((run) => {
        const done = run.advance(1);
        rows.push(...run.takeRows());
        return !done;
      });
    }
    expect(rows).toEqual([rows[0], rows[0], rows[0]]);
    expect(rows[0]).toEqual(rowsOf(store, { plan, executable })[0]);
  });

  it('hand over what is finished, and give nothing twice', () => {
    const { plan, executable } = compiled(store, 'MATCH (p:Person) RETURN p.id AS id');
    const run = executable.start(testContext(store, plan));
    expect(run.advance(1)).toBe(false);
    const first = run.takeRows();
    expect(first.length).toBeLessThan(40);
    while (!run.advance(10));
    expect([...first, ...run.takeRows()].map((row) => row['id'])).toEqual(
      Array.from({ length: 40 }, (_, i) => i),
    );
    expect(run.advance(1)).toBe(true);
  });

  it('stop at LIMIT', () => {
    const limited = 'MATCH (a:Person), (b:Person), (c:Person), (d:Person) RETURN a.id AS a LIMIT 2';
    const { plan, executable } = compiled(store, limited);
    let looks = 0;
    const context = {
      ...testContext(store, plan),
      checkpoint: () => {
        looks++;
      },
    };
    expect(executable.runToEnd(context)).toHaveLength(2);
    expect(looks).toBe(0);
  });

  it('can be cancelled within one long row', () => {
    const text =
      'MATCH (x:Person {id: 1}), (a:Person), (b:Person), (c:Person), (d:Person) RETURN COUNT(*) AS n';
    const { plan, executable } = compiled(store, text);
    const checkpoint = (): never => {
      throw new GqlError('57014', 'cancelled');
    };
    const context: ExecutionContext = { ...testContext(store, plan), checkpoint };
    expect(() => executable.runToEnd(context)).toThrow('cancelled');
    expect(rowsOf(store, compiled(store, 'MATCH (a:Person) RETURN COUNT(*) AS n'))).toEqual([
      { n: 40 },
    ]);
  });

  it('stay within the memory limit', () => {
    const text = 'MATCH (a:Person), (b:Person), (c:Person) RETURN a.id AS a ORDER BY b.id, c.id';
    const { plan, executable } = compiled(store, text);
    const context = testContext(store, plan, { memoryLimitBytes: 100_000 });
    expect(() => executable.runToEnd(context)).toThrow(
      expect.objectContaining({ gqlstatus: '53200' }),
    );
  });

  it('stay within it when one row leads to very many', () => {
    const text =
      'MATCH (x:Person {id: 1}), (a:Person), (b:Person), (c:Person) RETURN COLLECT_LIST(c.id) AS l';
    const { plan, executable } = compiled(store, text);
    const context = testContext(store, plan, { memoryLimitBytes: 100_000 });
    expect(() => executable.runToEnd(context)).toThrow(
      expect.objectContaining({ gqlstatus: '53200' }),
    );
  });

  it('give integers as bigints where the session wants them', () => {
    const text = 'MATCH (p:Person {id: 3}) RETURN p.id AS id, COUNT(*) AS n, p.height AS h';
    const { plan, executable } = compiled(store, text);
    const toHost = (value: Value): unknown => (typeof value === 'number' ? BigInt(value) : value);
    const rows = executable.runToEnd({ ...testContext(store, plan), toHost });
    expect(rows).toEqual([{ id: 3n, n: 1n, h: 1.8 }]);
  });
});
