import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GraphLite } from '../../src/index.ts';
import { transpiled } from '../helpers/transpiled.ts';
import { expectLdbcAnswers, hasLdbcData, ldbcData, ldbcImport } from '../helpers/ldbc-graph.ts';
import { kill, start } from './processes.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'graphlite-reopen-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

if (hasLdbcData) {
  describe('the LDBC graph in a directory', ldbcTests);
} else {
  describe.skip(`the LDBC graph in a directory: no data in ${ldbcData}`, () => {
    it('answers the same after it was opened again', () => undefined);
  });
}

function ldbcTests(): void {
  let program = '';

  beforeAll(() => {
    program = transpiled('test/durability/program.ts', `reopen-${process.pid}`);
  });
  afterAll(() => {
    rmSync(join(program, '..', '..', '..'), { recursive: true, force: true });
  });

  it('answers the same after close and reopen, twice', async () => {
    const db = await GraphLite.open(folder);
    await db.import(ldbcImport());
    expect(await expectLdbcAnswers(db)).toBeGreaterThan(15);
    await db.close();
    for (let round = 0; round < 2; round++) {
      const again = await GraphLite.open(folder);
      await expectLdbcAnswers(again);
      await again.close();
    }
  }, 60_000);

  it('answers the same after kill -9 right after the import returned', async () => {
    const running = start(program, ['holder', folder, 'write', JSON.stringify(ldbcImport())]);
    expect(await running.line()).toBe('ready');
    await kill(running);
    const reader = await GraphLite.open(folder, { readOnly: true });
    await expectLdbcAnswers(reader);
    await reader.close();
    const db = await GraphLite.open(folder);
    await expectLdbcAnswers(db);
    await db.close();
  }, 60_000);
}

/** Texts of GQL for a value of every type, and for those that columns of one type hold in a row. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  bool: ['TRUE', 'FALSE', 'NULL'],
  small: ['0', '1', '-2147483648', '2147483647'],
  safe: ['2147483648', '-9007199254740991', '9007199254740991'],
  wide: ['9007199254740993', '9223372036854775807', '-9223372036854775808'],
  huge: ['170141183460469231731687303715884105727', '-170141183460469231731687303715884105727'],
  float: [
    ...['1.5e0', '-0.0e0', '0.1d', '5e-324', '1.7976931348623157e308', '1e0'],
    ...["CAST('NaN' AS FLOAT64)", "CAST('INF' AS FLOAT64)", "CAST('-INF' AS FLOAT64)"],
  ],
  decimal: ['1.50m', '12345678901234567890.123456789m', '-0.000001m'],
  text: ["''", "'ä 😀'", "'a\\u0000b\\n'", "'[1,2]'", "'null'", "'\\uFEFFmarked'"],
  bytes: ["X''", "X'00ff10'"],
  date: ["DATE '2020-02-29'", "DATE '1969-12-31'", "DATE '9999-12-31'"],
  localTime: ["TIME '12:34:56.789012345'", "TIME '00:00:00'"],
  zonedTime: ["TIME '12:34:56+02:00'", "TIME '23:59:59.999999999-11:30'"],
  datetime: [
    "DATETIME '2020-01-01T00:00:00.000000001'",
    "DATETIME '1969-12-31T23:59:59.999999999'",
  ],
  zoned: ["DATETIME '2020-01-01T00:00:00+01:00'", "TIMESTAMP '1969-12-31T23:59:59.999999999Z'"],
  months: ["DURATION 'P1Y2M'", "DURATION '-P14M'"],
  seconds: ["DURATION 'P1DT2H3.000000001S'", "DURATION '-PT0.5S'"],
  list: ["[1, 'a', NULL, [TRUE, 1.5e0]]", '[]', "[DATE '2020-02-29', X'01']"],
  record: ['RECORD {a: 1, b: RECORD {c: [2, 1.5m]}}', 'RECORD {}'],
};

describe('values of every type', () => {
  const texts = Object.values(VALUES).flat();

  async function insertAll(db: GraphLite): Promise<void> {
    for (const [name, values] of Object.entries(VALUES)) {
      for (const [at, value] of values.entries()) {
        await db.query(
          `INSERT (:Own {place: ${at}, ${name}: ${value}})-[:E {value: ${value}}]->(:Other)`,
        );
      }
    }
    for (const [at, value] of texts.entries()) {
      await db.query(`INSERT (:Mixed {place: ${at}, value: ${value}})`);
    }
  }

  async function described(db: GraphLite): Promise<string[]> {
    const { rows } = await db.query('MATCH (n)-[e]->(o) RETURN n, e, o NEXT RETURN n, e');
    const mixed = await db.query(
      'MATCH (m:Mixed) RETURN m.place AS place, m.value AS value ORDER BY place',
    );
    return [...rows.map((row) => describeValue(row)).sort(), ...mixed.rows.map(describeValue)];
  }

  it('come back by the log and by a checkpoint', async () => {
    const directory = join(folder, 'db');
    const db = await GraphLite.open(directory);
    await insertAll(db);
    const before = await described(db);
    expect(before).toHaveLength(2 * texts.length);
    expect(new Set(before).size).toBe(before.length);
    // What a killed process leaves is what a copy of the files holds now.
    const copy = join(folder, 'copy');
    cpSync(directory, copy, { recursive: true, filter: (path) => !/lock[^/\\]*$/u.test(path) });
    await db.checkpoint();
    expect(await described(db)).toEqual(before);
    await db.close();
    for (const path of [copy, directory, copy, directory]) {
      const again = await GraphLite.open(path);
      expect(await described(again)).toEqual(before);
      await again.close();
    }
  });
});

/** A text that two values share only where they are the same value of the same type. */
function describeValue(value: unknown): string {
  if (Object.is(value, -0)) return 'number -0';
  if (typeof value !== 'object' || value === null) {
    return `${typeof value} ${JSON.stringify(String(value))}`;
  }
  if (Array.isArray(value)) return `[${value.map(describeValue).join(', ')}]`;
  const name = value.constructor.name;
  if (!['Object', 'Node', 'Edge'].includes(name)) return `${name} ${textOf(value)}`;
  const entries = Object.entries(value).map(([key, inner]) => `${key}: ${describeValue(inner)}`);
  return `${name} {${entries.join(', ')}}`;
}

/** All other objects, those of Temporal, decimals and bytes, say all that they are. */
function textOf(value: { toString(): string }): string {
  return value.toString();
}
