import { describe, expect, it } from 'vitest';
import { limits } from '../../src/base/limits.ts';
import { isoClasses, statusDescription, statusText } from '../../src/base/status-codes.ts';
import { GqlError, GraphLite } from '../../src/index.ts';

/** Programs on one session, or such with the parameters of the last; the last one has the code. */
type Case =
  | readonly string[]
  | { readonly programs: readonly string[]; readonly parameters: Record<string, unknown> };

const many = (count: number, each: (i: number) => string, between: string): string =>
  Array.from({ length: count }, (_, i) => each(i)).join(between);
const labels = (count: number): string => many(count, (i) => `L${i}`, '&');
const properties = (count: number): string => `{${many(count, (i) => `p${i}: 1`, ', ')}}`;
const record = (count: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, 1]));

/** A case for every code of ISO/IEC 39075, clause 23, that can arise in one open graph. */
const ARISING: Readonly<Record<string, Case>> = {
  '00000': ['RETURN 1 AS one'],
  '00001': ['INSERT (:A)'],
  '01004': ["RETURN CAST('abc  ' AS STRING(3)) AS s"],
  '01G03': ['DROP GRAPH IF EXISTS nobody'],
  '01G04': ['DROP GRAPH TYPE IF EXISTS nobody'],
  '01G11': ['FOR x IN [1, NULL] RETURN COUNT(x) AS n'],
  '02000': ['MATCH (n:Nobody) RETURN n'],
  '22000': ['RETURN VALUE { FOR x IN [1, 2] RETURN x } AS v'],
  '22001': ["RETURN CAST('abcdef' AS STRING(3)) AS s"],
  '22003': ['RETURN CAST(1000 AS INT8) AS n'],
  '22004': ['RETURN CAST(NULL AS INT NOT NULL) AS n'],
  '22007': ["RETURN DATE '2024-13-45' AS d"],
  '22008': ["RETURN DATE '9999-12-31' + DURATION 'P1D' AS d"],
  '22011': ["RETURN LEFT('abc', -1) AS s"],
  '22012': ['RETURN 1 / 0 AS n'],
  '22015': ["RETURN DURATION 'P1Y' * 1000000000000000000 AS d"],
  '22018': ["RETURN CAST('x' AS INT) AS n"],
  '2201E': ['RETURN LN(0) AS n'],
  '2201F': ['RETURN POWER(0, -1) AS n'],
  '22027': ["RETURN TRIM(BOTH 'ab' FROM 'abcba') AS s"],
  '22G02': { programs: ['RETURN 1 AS one LIMIT $n'], parameters: { n: -1 } },
  '22G03': ['RETURN CAST(1 AS DATE) AS d'],
  '22G05': ['RETURN DATE({yer: 2024}) AS d'],
  '22G06': ['RETURN DATE({year: 2024, month: 13, day: 1}) AS d'],
  '22G07': ['RETURN DURATION({yeas: 1}) AS d'],
  '22G0B': ['RETURN CAST([1, 2, 3] AS LIST<INT>[2]) AS l'],
  '22G0C': ["RETURN CAST([1, 'a'] AS LIST<INT>) AS l"],
  '22G0F': ['MATCH p = SHORTEST 0 (a)-[]->(b) RETURN p'],
  '22G0H': ["RETURN DURATION 'junk' AS d"],
  '22G0M': ['INSERT (:A)', 'MATCH (n) SET n.x = 1, n.x = 2'],
  '22G0P': [`INSERT (:${labels(limits.maxNodeLabels)})`, `MATCH (n) SET n:Another`],
  '22G0R': [
    `INSERT (:A)-[:${labels(limits.maxEdgeLabels)}]->(:B)`,
    'MATCH ()-[e]->() SET e:Another',
  ],
  '22G0S': {
    programs: ['INSERT (:A)', 'MATCH (n:A) SET n = $r'],
    parameters: { r: record(limits.maxProperties + 1) },
  },
  '22G0T': {
    programs: ['INSERT (:A)-[:R]->(:B)', 'MATCH ()-[e]->() SET e = $r'],
    parameters: { r: record(limits.maxProperties + 1) },
  },
  '22G0U': ['RETURN {a: 1} = {b: 1} AS t'],
  '22G0V': ['INSERT (:A)', 'MATCH (n) RETURN CAST(n AS ANY EDGE) AS e'],
  '22G0W': ['INSERT (:A)', 'MATCH (n) RETURN CAST(n AS NODE :B) AS b'],
  '22G0X': ['RETURN CAST({a: 1, b: 2} AS RECORD {a INT}) AS r'],
  '22G0Y': ['RETURN CAST({a: 1} AS RECORD {a INT, b INT NOT NULL}) AS r'],
  '22G0Z': [
    'INSERT (:A)-[:R]->(:B), (:C)',
    'MATCH (a:A)-[e]->(b), (c:C) RETURN PATH [a, e, c] AS p',
  ],
  '22G11': ['INSERT (:A {x: 1})', 'MATCH (n) DELETE n RETURN n.x AS x'],
  '22G12': ["RETURN 1 + 'a' AS n"],
  '22G14': ["RETURN DATE '2024-01-01' + DURATION 'PT1H' AS d"],
  '25G01': ['START TRANSACTION', 'START TRANSACTION'],
  '25G03': ['START TRANSACTION READ ONLY', 'INSERT (:A)'],
  '2D000': ['COMMIT'],
  '42001': ['RETURN'],
  '42002': ['RETURN nobody AS n'],
  '42007': [`INSERT (:A)-[:${labels(limits.maxEdgeLabels + 1)}]->(:B)`],
  '42008': [`INSERT (:A)-[:R ${properties(limits.maxProperties + 1)}]->(:B)`],
  '42010': [`INSERT (:${labels(limits.maxNodeLabels + 1)})`],
  '42011': [`INSERT (:A ${properties(limits.maxProperties + 1)})`],
  '42012': ['CREATE GRAPH TYPE t { (=> :B) }'],
  '42014': ['CREATE GRAPH TYPE t { (:A)-[=> :R]->(:A) }'],
  G1001: ['INSERT (:A)-[:R]->(:B)', 'MATCH (n:A) DELETE n'],
  G1002: ['INSERT (:A)', 'MATCH (n:A) DELETE n INSERT (n)-[:R]->(:B)'],
};

/** Codes that have no case, and why. */
const NOT_ARISING: Readonly<Record<string, string>> = {
  '01000': 'the class alone: every warning that GraphLite gives has a subclass',
  '03000': 'GraphLite gives no information of this kind',
  '08000': 'arises from a closed database or session, not from a text',
  '08007': 'nothing stands between the caller and the database that could hide an outcome',
  '2202F': 'of arrays, which GraphLite has as lists: 22G0B',
  '22G04': 'universal comparison (GA04) is there, so that all values compare',
  '22G0N': 'a node may have no labels',
  '22G0Q': 'an edge may have no labels',
  '22G10': 'takes a path of more than maxPathLength edges',
  '22G13': 'element-wise operations on group variables (GQ17) are there',
  '25000': 'arises from the functions of the API',
  '25G02': 'catalog and data statements may be mixed (GP18)',
  '25G04': 'a transaction may use several graphs (GT03)',
  '40000': 'the class alone: a conflict is 40001',
  '40003': 'a statement that ends without an answer has ended the process',
  '42000': 'the class alone',
  '42004': 'identifiers that look alike are different names',
  '42006': 'an edge may have no labels',
  '42009': 'a node may have no labels',
  G1000: 'the class alone',
};

/** Codes of graph types and of several graphs, whose cases are in `test/gql/catalog`. */
const OF_THE_CATALOG = new Set(['42013', '42015', 'G1003', 'G2000']);

const ISO_CODES = Object.entries(isoClasses).flatMap(([code, { subclasses }]) => [
  `${code}000`,
  ...Object.keys(subclasses).map((subclass) => code + subclass),
]);

describe('the codes of ISO/IEC 39075, clause 23', () => {
  it('all have a case, or a reason to have none', () => {
    const known = [...Object.keys(ARISING), ...Object.keys(NOT_ARISING), ...OF_THE_CATALOG];
    expect(known.toSorted()).toEqual(ISO_CODES.toSorted());
  });

  for (const executor of ['interpreter', 'compiler'] as const) {
    for (const [code, given] of Object.entries(ARISING)) {
      it(`${code} arises in the ${executor}`, async () => {
        const db = await GraphLite.open('', { executor });
        const { programs, parameters } = 'programs' in given ? given : { programs: given };
        for (const program of programs.slice(0, -1)) await db.query(program);
        const last = programs.at(-1) ?? '';
        const found = await db.query(last, parameters).catch((error: unknown) => error);
        expect(found).toMatchObject({ gqlstatus: code });
        if (found instanceof GqlError) {
          expect(found.description).toBe(statusDescription(code));
          // What is wrong with a transaction is wrong with no place of the text.
          if (!/^2[5D]/u.test(code)) expect(found.position).toBeDefined();
        }
      });
    }
  }
});

describe('statusText', () => {
  it('knows classes, subclasses and the codes beyond ISO', () => {
    expect(statusDescription('22012')).toBe('error: data exception - division by zero');
    expect(statusDescription('02000')).toBe('note: no data');
    expect(statusDescription('40001')).toContain('conflict');
    expect(statusText('99999')).toBeUndefined();
    expect(statusText('__pro')).toBeUndefined();
  });
});
