import { describe, expect, it } from 'vitest';
import { completionsAt } from './completion.ts';

function at(text: string): ReturnType<typeof completionsAt> {
  const offset = text.indexOf('|');
  return completionsAt(text.replace('|', ''), offset);
}

describe('completionsAt', () => {
  it.each([
    ['|', ['MATCH', 'INSERT', 'RETURN', 'SESSION', 'START', 'EXPLAIN', 'CREATE']],
    ['MATCH (a) |', ['WHERE', 'RETURN', 'KEEP', 'OPTIONAL']],
    ['MATCH (a) RETURN a |', ['AS', 'AND', 'ORDER', 'LIMIT', 'UNION', 'NEXT', 'GROUP']],
    ['MATCH (a) RETURN |', ['CASE', 'DISTINCT', 'EXISTS', 'NOT', 'TRUE']],
    ['MATCH ANY |', ['SHORTEST', 'TRAIL']],
    ['RETURN x IS |', ['NOT', 'NULL', 'TYPED', 'LABELED']],
    ['RETURN CAST(1 AS |', ['INT', 'STRING', 'LIST', 'FLOAT64']],
    ['CREATE |', ['GRAPH', 'SCHEMA', 'INDEX']],
    ['RETURN 1; SESSION SET |', ['SCHEMA', 'VALUE']],
    ['MATCH (a) RETURN a ORDER |', ['BY']],
  ])('%s', (text, keywords) => {
    expect(at(text).keywords).toEqual(expect.arrayContaining(keywords));
  });

  it.each([
    ['ma|', 0, ['MATCH']],
    ['MATCH (a) wh|', 10, ['WHERE']],
    ['MATCH (a) RETURN a ord|er', 19, ['ORDER']],
  ])('%s completes the word begun', (text, from, keywords) => {
    expect(at(text)).toMatchObject({ from, keywords });
  });

  it.each([
    ['MATCH (a:|', 'label'],
    ['MATCH (a) RETURN a.|', 'property'],
    ['MATCH (a) RETURN |', 'value'],
    ['LET |', 'variable'],
    ['USE |', 'graph'],
    ['SESSION SET SCHEMA |', 'schema'],
    ['CALL |', 'procedure'],
  ])('%s asks for a name', (text, kind) => {
    expect(at(text).names).toContain(kind);
  });

  it.each([["RETURN 'a|"], ['RETURN /* a |'], ['FROB |'], ['MATCH ( ( |x']])(
    'has nothing to offer for %s',
    (text) => {
      expect(at(text).keywords.filter((word) => word === 'RETURN')).toEqual([]);
    },
  );
});
