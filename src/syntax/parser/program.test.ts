import { describe, expect, it } from 'vitest';
import { GqlError } from '../../base/errors.ts';
import { parseProgram, splitPrograms } from '../parse.ts';

function failure(text: string, strict = false): GqlError {
  try {
    parseProgram(text, { strict });
  } catch (error) {
    if (error instanceof GqlError) return error;
    throw error;
  }
  throw new Error(`${text} parses`);
}

describe('sessions', () => {
  it.each<[string, object]>([
    ['SESSION SET SCHEMA /a', { kind: 'setSchema', schema: { root: 'absolute' } }],
    ['SESSION SET SCHEMA HOME_SCHEMA', { schema: { root: 'HOME_SCHEMA', path: [] } }],
    ['SESSION SET GRAPH g', { kind: 'setGraph' }],
    ['SESSION SET PROPERTY GRAPH CURRENT_GRAPH', { graph: { root: 'CURRENT_GRAPH' } }],
    ['SESSION SET GRAPH $g', { kind: 'setGraph', graph: { root: 'expression' } }],
    ["SESSION SET TIME ZONE '+01:00'", { kind: 'setTimeZone', zone: { value: '+01:00' } }],
    ['SESSION SET VALUE $x = 1', { kind: 'setParameter', object: 'value', name: 'x' }],
    ['SESSION SET VALUE IF NOT EXISTS $x :: INT = 1', { ifNotExists: true, type: {} }],
    ['SESSION SET VALUE $x = VALUE {RETURN 1 AS a}', { value: { kind: 'valueQuery' } }],
    ['SESSION SET GRAPH $g = CURRENT_GRAPH', { object: 'graph', value: { root: 'CURRENT_GRAPH' } }],
    ['SESSION SET PROPERTY GRAPH $g GRAPH = h', { object: 'graph', type: {} }],
    ['SESSION SET TABLE $t = {RETURN 1 AS a}', { object: 'table', value: { kind: 'procedure' } }],
    ['SESSION SET BINDING TABLE $t {a INT} = VARIABLE u', { object: 'table', type: {} }],
    ['SESSION RESET', { kind: 'reset', what: 'characteristics' }],
    ['SESSION RESET ALL CHARACTERISTICS', { what: 'characteristics' }],
    ['SESSION RESET ALL PARAMETERS', { what: 'parameters' }],
    ['SESSION RESET PARAMETERS', { what: 'parameters' }],
    ['SESSION RESET SCHEMA', { what: 'schema' }],
    ['SESSION RESET PROPERTY GRAPH', { what: 'graph' }],
    ['SESSION RESET TIME ZONE', { what: 'timeZone' }],
    ['SESSION RESET PARAMETER $x', { what: 'parameter', parameter: 'x' }],
    ['SESSION RESET $"a b"', { what: 'parameter', parameter: 'a b' }],
  ])('%s', (text, command) => {
    expect(parseProgram(text, { strict: true })).toMatchObject({
      session: [command],
      sessionClose: false,
    });
  });

  it('takes settings, then resets, then CLOSE', () => {
    const program = parseProgram('SESSION SET GRAPH g SESSION RESET $x SESSION CLOSE');
    expect(program.session).toHaveLength(2);
    expect(program.sessionClose).toBe(true);
    expect(parseProgram('SESSION CLOSE')).toMatchObject({ session: [], sessionClose: true });
    expect(parseProgram('RETURN 1 AS a SESSION CLOSE')).toMatchObject({ sessionClose: true });
  });

  it('takes USE alone as an extension', () => {
    expect(parseProgram('USE GRAPH g').session).toMatchObject([{ kind: 'setGraph' }]);
    expect(parseProgram('USE g;').session).toMatchObject([{ kind: 'setGraph' }]);
    expect(failure('USE g', true).hint).toContain('SESSION SET GRAPH');
  });

  it.each([
    ['SESSION SET', /'SCHEMA', 'GRAPH', 'TIME ZONE', 'VALUE' or 'TABLE'/u],
    ['SESSION SET TIME ZONE 1', /a time zone/u],
    ['SESSION SET VALUE x = 1', /a parameter/u],
    ['SESSION SET VALUE $x 1', /a type/u],
    ['SESSION RESET $x SESSION SET GRAPH g', /'SESSION RESET'/u],
    ['SESSION RESET PARAMETER x', /a parameter/u],
    ['SESSION SET GRAPH g RETURN 1', /the end of the text/u],
  ])('refuses %s', (text, message) => {
    expect(failure(text).message).toMatch(message);
  });
});

describe('transactions', () => {
  it.each<[string, object]>([
    ['START TRANSACTION', { start: {} }],
    ['START TRANSACTION READ ONLY', { start: { readOnly: true } }],
    ['START TRANSACTION READ WRITE RETURN 1 AS a', { start: { readOnly: false }, procedure: {} }],
    ['START TRANSACTION RETURN 1 AS a COMMIT', { start: {}, end: 'COMMIT' }],
    ['RETURN 1 AS a ROLLBACK', { end: 'ROLLBACK', procedure: {} }],
    ['COMMIT', { end: 'COMMIT' }],
    ['ROLLBACK', { end: 'ROLLBACK' }],
  ])('%s', (text, transaction) => {
    expect(parseProgram(text, { strict: true })).toMatchObject({ transaction });
  });

  it.each<[string, object]>([
    ['BEGIN', { start: {} }],
    ['BEGIN TRANSACTION READ ONLY', { start: { readOnly: true } }],
    ['BEGIN WORK', { start: {} }],
    ['COMMIT WORK', { end: 'COMMIT' }],
    ['ROLLBACK WORK', { end: 'ROLLBACK' }],
    [
      'START TRANSACTION ISOLATION LEVEL READ COMMITTED, READ ONLY',
      { start: { isolation: 'READ COMMITTED', readOnly: true } },
    ],
    ['BEGIN ISOLATION LEVEL SERIALIZABLE', { start: { isolation: 'SERIALIZABLE' } }],
  ])('%s is an extension', (text, transaction) => {
    expect(parseProgram(text)).toMatchObject({ transaction });
    expect(failure(text, true).message).toContain('refused in strict mode');
  });

  it.each([
    ['START TRANSACTION COMMIT', /COMMIT cannot follow START TRANSACTION at once/u],
    ['START', /'TRANSACTION'/u],
    ['START TRANSACTION READ', /'ONLY' or 'WRITE'/u],
    ['START TRANSACTION READ ONLY, READ WRITE', /stands twice/u],
    ['START TRANSACTION READ ONLY,', /'READ ONLY', 'READ WRITE' or/u],
    ['RETURN 1 AS a NEXT COMMIT', /a statement/u],
    ['COMMIT RETURN 1 AS a', /the end of the text/u],
  ])('refuses %s', (text, message) => {
    expect(failure(text).message).toMatch(message);
  });
});

describe('EXPLAIN and PROFILE', () => {
  it.each([['EXPLAIN'], ['PROFILE']])('%s stands in front', (word) => {
    expect(parseProgram(`${word} RETURN 1 AS a`)).toMatchObject({ explain: word });
    expect(failure(`${word} RETURN 1 AS a`, true).gqlstatus).toBe('42001');
  });
});

describe('scripts', () => {
  it('are divided by semicolons that stand alone', () => {
    const text = 'RETURN \';\' AS a; /* ; */ RETURN `x;y`; -- ;\n;\nRETURN ";" // ;\n;  ';
    const programs = splitPrograms(text);
    expect(programs.map((program) => program.text)).toEqual([
      "RETURN ';' AS a",
      'RETURN `x;y`',
      'RETURN ";" // ;',
    ]);
    for (const program of programs) {
      expect(text.startsWith(program.text, program.offset)).toBe(true);
    }
  });

  it('are empty without a token', () => {
    expect(splitPrograms(' ; ; -- nothing')).toEqual([]);
  });

  it('tell where a string never ends', () => {
    try {
      splitPrograms("RETURN 1;\nRETURN 'x");
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ position: { line: 2, column: 8 } });
    }
  });
});

describe('positions', () => {
  it('are by line and column in code points', () => {
    const error = failure("MATCH (n)\nWHERE n.x = '😀' RETRUN n");
    expect(error.position).toEqual({ offset: 27, line: 2, column: 17 });
    expect(error.hint).toBe('Did you mean RETURN?');
  });

  it('cover each clause', () => {
    const text = 'MATCH (n) RETURN n';
    const procedure = parseProgram(text).transaction?.procedure;
    const linear = procedure?.statements[0]?.statement;
    const parts = linear?.kind === 'linear' ? linear.clauses : [];
    expect(parts.map(({ span }) => text.slice(span.start, span.end))).toEqual([
      'MATCH (n)',
      'RETURN n',
    ]);
  });
});

describe('limits', () => {
  it('bounds the length of a text', () => {
    const error = failure(`RETURN '${'x'.repeat(16 * 1024 * 1024)}'`);
    expect(error.message).toContain('maxStatementBytes (16777216 bytes)');
  });
});
