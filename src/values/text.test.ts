import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  codePointLength,
  isWellFormed,
  sliceCodePoints,
  unitOffset,
  utf8Length,
} from './code-points.ts';
import { decimal } from './decimal.ts';
import { parseDatetime, parseTime } from './temporal/parse.ts';
import { formatName, formatValue } from './text.ts';
import type { Value } from './value.ts';
import { EdgeValue, Float, NodeValue, PathValue, RecordValue } from './value.ts';

describe('formatValue', () => {
  it.each<[Value, string]>([
    ["it's", "it's"],
    [["it's", 'a\n\\'], "['it''s', 'a\\n\\\\']"],
    [null, 'null'],
    [[null, true], '[null, true]'],
    [7, '7'],
    [2n ** 64n, '18446744073709551616'],
    [new Float(1), '1.0'],
    [new Float(-0), '-0.0'],
    [new Float(0.1), '0.1'],
    [new Float(1e21), '1e+21'],
    [new Float(Number.NaN), 'NaN'],
    [new Float(-Infinity), '-Infinity'],
    [decimal('1.50'), '1.5'],
    [decimal('1e30'), '1000000000000000000000000000000'],
    [Uint8Array.of(0, 171), "X'00AB'"],
    [new RecordValue(['a', 'b c'], [1, 'x']), "{a: 1, `b c`: 'x'}"],
    [parseDatetime('2024-01-01T00:00Z'), '2024-01-01T00:00:00Z'],
    [parseTime('12:00-05:30'), '12:00:00-05:30'],
    [new NodeValue(0, 3), '(#3)'],
    [new EdgeValue(0, 4), '[#4]'],
    [new PathValue(0, [1, 2], [3]), '(#1)-[#3]-(#2)'],
  ])('shows %s', (value, expected) => {
    expect(formatValue(value)).toBe(expected);
  });

  it('asks for the text of elements', () => {
    expect(formatValue([new NodeValue(0, 3)], () => '(:Person)')).toBe('[(:Person)]');
  });

  it('delimits names that need it', () => {
    expect(formatName('größe_1')).toBe('größe_1');
    expect(formatName('a`b')).toBe('`a``b`');
    expect(formatName('1a')).toBe('`1a`');
  });
});

const texts = fc.string({ unit: fc.constantFrom('a', 'é', '日', '😀', '𝄞'), maxLength: 12 });

describe('code points', () => {
  it('are counted, found and cut like an array of them', () => {
    fc.assert(
      fc.property(texts, fc.nat(12), fc.nat(12), (text, a, b) => {
        const points = Array.from(text);
        const [start, end] = a < b ? [a, b] : [b, a];
        expect(codePointLength(text)).toBe(points.length);
        expect(sliceCodePoints(text, start, end)).toBe(points.slice(start, end).join(''));
        expect(unitOffset(text, start)).toBe(points.slice(0, start).join('').length);
        expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
      }),
    );
  });

  it.each([
    ['a😀', true],
    ['\ud800', false],
    ['\udc00\ud800', false],
    ['', true],
  ])('well-formedness of %j', (text, expected) => {
    expect(isWellFormed(text)).toBe(expected);
  });
});
