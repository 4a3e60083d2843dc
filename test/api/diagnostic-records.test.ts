import { describe, expect, it } from 'vitest';
import type { GqlError } from '../../src/index.ts';
import { GraphLite } from '../../src/index.ts';

const db = await GraphLite.open();

async function refusal(text: string, parameters?: Record<string, unknown>): Promise<GqlError> {
  const outcome = await db.query(text, parameters).catch((error: unknown) => error);
  return outcome as GqlError;
}

/** ISO/IEC 39075, 23.2 and GA08. */
describe('diagnostic records', () => {
  it('name the statement that failed, the schema and the place', async () => {
    const { diagnosticRecord, description } = await refusal('FOR x IN [0]\nLET y = 1 / x RETURN y');
    expect(description).toBe('error: data exception - division by zero');
    expect(diagnosticRecord).toEqual({
      OPERATION: 'LET STATEMENT',
      OPERATION_CODE: 0,
      CURRENT_SCHEMA: '/default',
      _position: { offset: 21, line: 2, column: 9 },
    });
  });

  it.each([
    ['MATCH (n) RETURN m', 'RETURN STATEMENT', { kind: 'variable', name: 'm' }],
    ['MATCH (n) WHERE FOO(n) RETURN n', 'MATCH STATEMENT', { kind: 'function', name: 'FOO' }],
    ['RETURN $here', 'RETURN STATEMENT', { kind: 'parameter', name: 'here' }],
    ['CALL nothing() YIELD x RETURN x', 'CALL PROCEDURE STATEMENT', { kind: 'procedure' }],
  ])('%s: %s', async (text, operation, subject) => {
    const { diagnosticRecord } = await refusal(text);
    expect(diagnosticRecord).toMatchObject({ OPERATION: operation, _subject: subject });
  });

  it.each([
    ['COMMIT', 'COMMIT COMMAND'],
    ['RETURN 1 UNION RETURN 1 / 0', 'RETURN STATEMENT'],
    ['CALL { LET x = 1 / 0 RETURN x } RETURN x', 'LET STATEMENT'],
    ['MATCH (n) ORDER BY 1 / 0 RETURN n', 'ORDER BY AND PAGE STATEMENT'],
    ['INSERT (:A {x: 1 / 0})', 'INSERT STATEMENT'],
    ['RETURN (', ''],
  ])('of %s: %s', async (text, operation) => {
    await db.query('INSERT (:B)');
    expect((await refusal(text)).diagnosticRecord.OPERATION).toBe(operation);
  });

  it('go with completion conditions too', async () => {
    const result = await db.query('FOR x IN [1, NULL] RETURN SUM(x) AS s');
    const warning = {
      gqlstatus: '01G11',
      description: 'warn: warning - null value eliminated in set function',
      diagnosticRecord: {
        OPERATION: 'RETURN STATEMENT',
        OPERATION_CODE: 0,
        CURRENT_SCHEMA: '/default',
      },
    };
    expect(result.status).toEqual(warning);
    expect(result.statuses).toEqual([warning]);
    expect((await db.query('FINISH')).status.description).toContain('omitted result');
  });

  it('chain to what led to an error', async () => {
    const { statuses } = await refusal("RETURN CAST([1, ['x']] AS LIST<LIST<INT>>) AS l");
    expect(statuses.map(({ gqlstatus }) => gqlstatus)).toEqual(['22G0C', '22G03']);
    const deeper = await refusal("RETURN CAST([[1], ['x']] AS LIST<LIST<INT>>) AS l");
    expect(deeper.statuses.map((each) => each.gqlstatus)).toEqual(['22G0C', '22G0C', '22018']);
    expect(deeper.statuses[0]?.diagnosticRecord.OPERATION).toBe('RETURN STATEMENT');
    expect(deeper.statuses[2]?.description).toContain('invalid character value for cast');
  });

  it('say which parameter was meant', async () => {
    expect((await refusal('RETURN $name', { nmae: 1 })).hint).toBe('Did you mean $nmae?');
  });
});
