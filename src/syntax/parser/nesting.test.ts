import { describe, expect, it } from 'vitest';
import { GqlError } from '../../base/errors.ts';
import { limits } from '../../base/limits.ts';
import { parseProgram } from '../parse.ts';
import { printProgram } from '../printer.ts';

/** What repeats around or behind a core, by name. */
const NESTINGS: Readonly<Record<string, (depth: number) => string>> = {
  parentheses: (n) => `RETURN ${'('.repeat(n)}1${')'.repeat(n)}`,
  lists: (n) => `RETURN ${'['.repeat(n)}1${']'.repeat(n)}`,
  records: (n) => `RETURN ${'{a: '.repeat(n)}1${'}'.repeat(n)}`,
  calls: (n) => `RETURN ${'f('.repeat(n)}1${')'.repeat(n)}`,
  subscripts: (n) => `RETURN ${'a['.repeat(n)}1${']'.repeat(n)}`,
  signs: (n) => `RETURN ${'- '.repeat(n)}1`,
  negations: (n) => `RETURN ${'NOT '.repeat(n)}TRUE`,
  cases: (n) => `RETURN ${'CASE WHEN '.repeat(n)}TRUE${' THEN 1 END'.repeat(n)}`,
  lets: (n) => `RETURN ${'LET x = '.repeat(n)}1${' IN x END'.repeat(n)}`,
  comprehensions: (n) => `RETURN ${'[x IN '.repeat(n)}xs${' | x]'.repeat(n)}`,
  values: (n) => `RETURN ${'VALUE {RETURN '.repeat(n)}1${'}'.repeat(n)}`,
  exists: (n) =>
    `MATCH (n) WHERE ${'EXISTS {MATCH (n) WHERE '.repeat(n)}TRUE${'}'.repeat(n)} FINISH`,
  calledQueries: (n) => `${'CALL {'.repeat(n)}FINISH${'} FINISH'.repeat(n)}`,
  braces: (n) => `${'{'.repeat(n)}FINISH${'}'.repeat(n)}`,
  optionals: (n) => `${'OPTIONAL {'.repeat(n)}MATCH (n)${'}'.repeat(n)} FINISH`,
  paths: (n) => `MATCH ${'('.repeat(n)}(a)->(b)${')'.repeat(n)} FINISH`,
  labels: (n) => `MATCH (a:${'('.repeat(n)}A${')'.repeat(n)}) FINISH`,
  labelNegations: (n) => `MATCH (a:${'!'.repeat(n)}A) FINISH`,
  simplified: (n) => `MATCH -/${'('.repeat(n)}A${')'.repeat(n)}/-> FINISH`,
  types: (n) => `RETURN CAST(1 AS ${'LIST<'.repeat(n)}INT${'>'.repeat(n)})`,
  recordTypes: (n) => `RETURN CAST(1 AS ${'{a '.repeat(n)}INT${'}'.repeat(n)})`,
  listTypes: (n) => `RETURN CAST(1 AS INT${' LIST'.repeat(n)})`,
};

/** Chains that nest in the tree only. */
const CHAINS: Readonly<Record<string, (length: number) => string>> = {
  sums: (n) => `RETURN 1${' + 1'.repeat(n)}`,
  disjunctions: (n) => `RETURN TRUE${' OR TRUE'.repeat(n)}`,
  properties: (n) => `RETURN a${'.b'.repeat(n)}`,
  methods: (n) => `RETURN a${'.b'.repeat(n)}(1)`,
  indexes: (n) => `RETURN a${'[1]'.repeat(n)}`,
  tests: (n) => `RETURN a${' IS NULL'.repeat(n)}`,
  labelUnions: (n) => `MATCH (a:A${'|A'.repeat(n)}) FINISH`,
  setOperators: (n) => `RETURN 1 AS a${' UNION RETURN 1 AS a'.repeat(n)}`,
};

function failure(text: string): GqlError {
  try {
    parseProgram(text);
  } catch (error) {
    if (error instanceof GqlError) return error;
    throw error;
  }
  throw new Error(`${text.slice(0, 50)} parses`);
}

describe.each(Object.entries(NESTINGS))('nested %s', (_name, make) => {
  it('are taken to a third of the limit, printed and read again', () => {
    const text = make(Math.floor(limits.maxNestingDepth / 5));
    expect(() => parseProgram(printProgram(parseProgram(text)))).not.toThrow();
  });

  it.each([[1_000], [300_000]])('meet the named limit at %i levels', (depth) => {
    const error = failure(make(depth));
    expect(error.gqlstatus).toBe('42001');
    expect(error.message).toContain('maxNestingDepth');
    expect(error.position).toBeDefined();
  });
});

describe.each(Object.entries(CHAINS))('chained %s', (name, make) => {
  it('are taken a thousand long, printed and read again', () => {
    expect(() => parseProgram(printProgram(parseProgram(make(1_000))))).not.toThrow();
  });

  it('meet the named limit at 100,000', () => {
    if (name === 'methods') return;
    expect(failure(make(100_000)).message).toContain('maxNestingDepth');
  });
});

it('takes a million nested parentheses no worse than a thousand', () => {
  expect(failure(`RETURN ${'('.repeat(1_000_000)}`).message).toContain('maxNestingDepth (256)');
});

it('takes long lists, which nest nothing', () => {
  expect(() => parseProgram(`RETURN [${'1, '.repeat(100_000)}1] AS a`)).not.toThrow();
  expect(() => parseProgram(`INSERT ${'(:A {x: 1}), '.repeat(20_000)}(:A)`)).not.toThrow();
  expect(() => parseProgram(`MATCH (a)${'-[e]->()'.repeat(20_000)} FINISH`)).not.toThrow();
});
