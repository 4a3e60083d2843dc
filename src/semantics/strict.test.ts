import { describe, expect, it } from 'vitest';
import { bindText, refused } from './testing/bind-text.ts';

const strict = { strict: true };

describe('what strict refuses although it parses', () => {
  it.each([
    ["RETURN REPLACE('a', 'b', 'c') AS x", '42001 REPLACE is not a function of ISO GQL'],
    ['MATCH (n) RETURN AVERAGE(n.a) AS x', '42001 AVERAGE is not a function of ISO GQL'],
    ['RETURN NOW() AS x', '42001 NOW is not a function of ISO GQL'],
    ["RETURN 'a' + 'b' AS x", '22G12 a string + a string is undefined'],
    ['RETURN CAST(0 AS BOOLEAN) AS x', '22G03 a number does not cast to BOOL in ISO GQL'],
  ])('%s', (text, error) => {
    expect(refused(text, strict)).toBe(error);
    expect(bindText(text)).toBeDefined();
  });

  it.each(['CEILING(1.5)', 'CHARACTER_LENGTH(x)', 'OCTET_LENGTH(x)', 'ELEMENTS(x)'])(
    'not %s, which is ISO by both names',
    (call) => {
      expect(bindText(`MATCH (n) LET x = n.a RETURN ${call} AS a`, strict)).toBeDefined();
    },
  );
});
