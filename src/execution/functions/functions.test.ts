import { describe, expect, it } from 'vitest';
import { GqlError } from '../../base/errors.ts';
import { present } from '../../base/assert.ts';
import { decimal } from '../../values/decimal.ts';
import { sameValue } from '../../values/equality.ts';
import { parseDuration } from '../../values/temporal/parse.ts';
import { formatValue } from '../../values/text.ts';
import type { Value } from '../../values/value.ts';
import { EdgeValue, Float, NodeValue, PathValue, RecordValue } from '../../values/value.ts';
import { findImplementation } from './registry.ts';
import { testContext } from './testing.ts';

function call(name: string, ...args: readonly Value[]): Value {
  return present(findImplementation(name), name).apply(args, testContext);
}

/** The result, or the code of the error. */
function outcome(name: string, args: readonly Value[]): Value {
  try {
    return call(name, ...args);
  } catch (error) {
    if (error instanceof GqlError) return `! ${error.gqlstatus}`;
    throw error;
  }
}

type Case = readonly [name: string, args: readonly Value[], expected: Value];

/** The same value of the same type: 1.0 is not 1 here. */
function check(cases: readonly Case[]): void {
  it.each(cases.map(([name, args, expected]) => ({ name, args, expected })))(
    '$name $args',
    ({ name, args, expected }) => {
      const result = outcome(name, args);
      const shown = [formatValue(result), result?.constructor.name];
      expect(shown).toEqual([formatValue(expected), expected?.constructor.name]);
      expect(sameValue(result, expected)).toBe(true);
    },
  );
}

const float = (value: number): Float => new Float(value);
const node = (slot: number): NodeValue => new NodeValue(1, slot);
const edge = (number: number): EdgeValue => new EdgeValue(1, number);
const path = new PathValue(1, [0, 1, 2], [0, 1]);
const record = (fields: Readonly<Record<string, Value>>): RecordValue =>
  new RecordValue(Object.keys(fields), Object.values(fields));

describe('numeric functions', () => {
  check([
    ['ABS', [-5], 5],
    ['ABS', [decimal('-2.5')], decimal('2.5')],
    ['ABS', [float(-0.5)], float(0.5)],
    ['ABS', [-(2n ** 60n)], 2n ** 60n],
    ['ABS', [-(2n ** 63n)], '! 22003'],
    ['ABS', [parseDuration('-P1Y2M')], parseDuration('P1Y2M')],
    ['ABS', ['a'], '! 22G03'],
    ['ABS', [null], null],
    ['MOD', [-7, 3], -1],
    ['MOD', [1, 0], '! 22012'],
    ['FLOOR', [decimal('2.5')], decimal('2')],
    ['FLOOR', [decimal('-2.5')], decimal('-3')],
    ['FLOOR', [7], 7],
    ['CEIL', [float(2.1)], float(3)],
    ['CEIL', [decimal('-0.5')], decimal('0')],
    ['ROUND', [decimal('2.5')], decimal('3')],
    ['ROUND', [decimal('-2.5')], decimal('-3')],
    ['ROUND', [decimal('2.345'), 2], decimal('2.35')],
    ['ROUND', [float(2.345), 2], float(2.35)],
    ['ROUND', [1250, -2], 1300],
    ['ROUND', [30, -2], 0],
    ['ROUND', [float(Number.NaN)], float(Number.NaN)],
    ['TRUNCATE', [decimal('-2.59'), 1], decimal('-2.5')],
    ['SIGN', [-3], -1],
    ['SIGN', [decimal('2.5')], 1],
    ['SIGN', [0], 0],
    ['SQRT', [16], float(4)],
    ['SQRT', [-1], '! 2201F'],
    ['POWER', [2, 3], float(8)],
    ['POWER', [0, -1], '! 2201F'],
    ['POWER', [-2, decimal('0.5')], '! 2201F'],
    ['POWER', [10, 400], '! 22003'],
    ['POWER', [float(10), 400], float(Infinity)],
    ['^', [2, 10], float(1024)],
    ['EXP', [0], float(1)],
    ['EXP', [1000], '! 22003'],
    ['LN', [1], float(0)],
    ['LN', [0], '! 2201E'],
    ['LOG', [2, 8], float(3)],
    ['LOG', [10, 1000], float(3)],
    ['LOG', [1], float(0)],
    ['LOG', [1, 5], '! 22012'],
    ['LOG', [-2, 5], '! 2201E'],
    ['LOG10', [100], float(2)],
    ['GREATEST', [1, decimal('2.5'), 2], decimal('2.5')],
    ['GREATEST', [1, null], null],
    ['GREATEST', [1, 'a'], 'a'],
    ['LEAST', ['b', 'a'], 'a'],
  ]);

  it('draws random numbers from the context', () => {
    const first = call('RANDOM');
    const second = call('RANDOM');
    expect(first instanceof Float && first.value >= 0 && first.value < 1).toBe(true);
    expect(first).not.toEqual(second);
  });
});

describe('trigonometric functions', () => {
  check([
    ['SIN', [0], float(0)],
    ['COS', [0], float(1)],
    ['COT', [0], '! 22012'],
    ['ASIN', [2], '! 22003'],
    ['ACOS', [1], float(0)],
    ['ATAN2', [1, 1], float(Math.PI / 4)],
    ['DEGREES', [float(Math.PI)], float(180)],
    ['RADIANS', [180], float(Math.PI)],
    ['SINH', [10_000], '! 22003'],
    ['PI', [], float(Math.PI)],
    ['SIN', ['a'], '! 22G03'],
    ['TAN', [null], null],
  ]);
});

describe('string functions', () => {
  check([
    ['CHAR_LENGTH', ['日𝄞'], 2],
    ['BYTE_LENGTH', ['é日𝄞'], 9],
    ['BYTE_LENGTH', [Uint8Array.of(0, 1)], 2],
    ['UPPER', ['aß'], 'ASS'],
    ['LOWER', ['ÄB'], 'äb'],
    ['UPPER', [1], '! 22G03'],
    ['LEFT', ['a𝄞c', 2], 'a𝄞'],
    ['LEFT', ['abc', 9], 'abc'],
    ['LEFT', ['abc', -1], '! 22011'],
    ['LEFT', ['abc', null], null],
    ['RIGHT', ['a𝄞c', 2], '𝄞c'],
    ['RIGHT', ['abc', 0], ''],
    ['RIGHT', [Uint8Array.of(1, 2, 3), 2], Uint8Array.of(2, 3)],
    ['TRIM', ['  a b  '], 'a b'],
    ['TRIM', ['\ta '], '\ta'],
    ['TRIM', [[1, 2, 3], 2], [1]],
    ['TRIM', [[1, 2, 3], 4], '! 22011'],
    ['TRIM BOTH', ['xxaxx', 'x'], 'a'],
    ['TRIM LEADING', ['xxaxx', 'x'], 'axx'],
    ['TRIM TRAILING', ['𝄞a𝄞', '𝄞'], '𝄞a'],
    ['TRIM BOTH', ['abcba', 'ab'], '! 22027'],
    ['TRIM BOTH', ['abcba', null], null],
    ['TRIM BOTH', [Uint8Array.of(0, 171, 0), Uint8Array.of(0)], Uint8Array.of(171)],
    ['BTRIM', ['xyaxy', 'xy'], 'a'],
    ['LTRIM', ['  a '], 'a '],
    ['RTRIM', ['xxay', 'y'], 'xxa'],
    ['BTRIM', ['a', ''], 'a'],
    ['NORMALIZE', ['e\u0301'], 'é'],
    ['NORMALIZE', ['é', 'NFD'], 'e\u0301'],
    ['NORMALIZE', ['é', 'NFX'], '! 22G03'],
    ['IS NORMALIZED', ['é', 'NFD'], false],
    ['SUBSTRING', ['Amsterdam', 1, 5], 'Amste'],
    ['SUBSTRING', ['a𝄞c', 2], '𝄞c'],
    ['SUBSTRING', ['abc', 0, 2], 'a'],
    ['SUBSTRING', ['abc', 5], ''],
    ['SUBSTRING', ['abc', 1, -1], '! 22011'],
    ['REPLACE', ['a$b', '$', '$&'], 'a$&b'],
    ['REPLACE', ['abc', '', 'x'], 'abc'],
    ['CONCAT', ['a', 1, decimal('2.5')], 'a12.5'],
    ['CONCAT', ['a', null], null],
    ['CONCAT', ['a', [1]], '! 22G03'],
    ['SPLIT', ['a,b,', ','], ['a', 'b', '']],
    ['SPLIT', ['', ','], ['']],
    ['SPLIT', ['a𝄞', ''], ['a', '𝄞']],
    ['LPAD', ['7', 3, '0'], '007'],
    ['LPAD', ['abc', 2], 'ab'],
    ['RPAD', ['a', 4, 'xy'], 'axyx'],
    ['RPAD', ['a', 1e15, 'x'], '! 22003'],
    ['STRING_JOIN', [['a', null, 'b'], '-'], 'a-b'],
    ['REPEAT', ['ab', 2], 'abab'],
    ['REPEAT', ['ab', 1e15], '! 22003'],
    ['REVERSE', ['a𝄞c'], 'c𝄞a'],
    ['REVERSE', [[1, 2]], [2, 1]],
    ['||', ['a', 'b'], 'ab'],
    ['||', ['a', null], null],
    ['||', ['a', 1], '! 22G03'],
    ['||', [[1], [2]], [1, 2]],
    ['||', [Uint8Array.of(1), Uint8Array.of(2)], Uint8Array.of(1, 2)],
    ['||', [path, new PathValue(1, [2, 0], [2])], new PathValue(1, [0, 1, 2, 0], [0, 1, 2])],
    ['||', [path, path], '! 22G0Z'],
  ]);
});

describe('text search', () => {
  check([
    ['CONTAINS', ['abc', 'bc'], true],
    ['CONTAINS', [[1, null], 2], null],
    ['CONTAINS', [1, 'a'], '! 22G03'],
    ['STARTS WITH', ['abc', 'ab'], true],
    ['ENDS WITH', ['abc', 'ab'], false],
    ['STARTS_WITH', ['abc', null], null],
    ['LIKE', ['Amsterdam', 'Am%'], true],
    ['LIKE', ['Amsterdam', '%dam'], true],
    ['LIKE', ['Amsterdam', '%ster%'], true],
    ['LIKE', ['Amsterdam', 'A_s%d%m'], true],
    ['LIKE', ['Amsterdam', 'A_s%x'], false],
    ['LIKE', ['50%', '50\\%'], true],
    ['LIKE', ['500', '50\\%'], false],
    ['LIKE', ['𝄞', '_'], true],
    ['LIKE', ['', '%'], true],
    ['LIKE', ['a', ''], false],
    ['LIKE', ['a', 'a\\'], '! 22G03'],
    ['=~', ['abc', 'a.c'], true],
    ['=~', ['xabc', 'abc'], false],
    ['=~', ['a', '('], '! 22G03'],
    ['=~', ['a', 'a'.repeat(2000)], '! 22G03'],
  ]);
});

describe('list functions', () => {
  check([
    ['CARDINALITY', [[1, 2]], 2],
    ['CARDINALITY', [record({ a: 1 })], 1],
    ['CARDINALITY', [path], 5],
    ['CARDINALITY', ['abc'], '! 22G03'],
    ['SIZE', [[1, null]], 2],
    ['SIZE', ['𝄞'], 1],
    ['SIZE', [1], '! 22G03'],
    ['SIZE', [record({ a: 1 })], '! 22G03'],
    ['LENGTH', [path], 2],
    ['LENGTH', ['héllo'], 5],
    ['IN', [1, [1, 2]], true],
    ['IN', [3, [1, null]], null],
    ['IN', [null, []], false],
    ['IN', [decimal('1.0'), [1]], true],
    ['IN', [1, null], null],
    ['IN', [1, 1], '! 22G03'],
    ['LIST_CONTAINS', [[1, 2], 2], true],
    ['LIST_SLICE', [[1, 2, 3, 4], 1, 3], [2, 3]],
    ['SLICE', [[10, 20, 30], null, 2], [10, 20]],
    ['SLICE', [[10, 20, 30], -2, null], [20, 30]],
    ['SLICE', [null, 1, 2], null],
    ['LIST_APPEND', [[1], null], [1, null]],
    ['LIST_PREPEND', [0, [1]], [0, 1]],
    ['LIST_PREPEND', [[1], 0], [0, 1]],
    ['LIST_REVERSE', [[1, 2]], [2, 1]],
    ['LIST_LENGTH', [[1, 2]], 2],
    ['HEAD', [[1, 2]], 1],
    ['HEAD', [[]], null],
    ['LAST', [[1, 2]], 2],
    ['TAIL', [[1, 2]], [2]],
    ['TAIL', [[]], []],
    ['RANGE', [1, 5], [1, 2, 3, 4, 5]],
    ['RANGE', [0, 10, 3], [0, 3, 6, 9]],
    ['RANGE', [3, 1, -1], [3, 2, 1]],
    ['RANGE', [5, 1], []],
    ['RANGE', [1, 5, 0], '! 22003'],
    ['RANGE', [1, 10 ** 12], '! 22003'],
    ['SUBSCRIPT', [[10, 20], 0], 10],
    ['SUBSCRIPT', [[10, 20], -1], 20],
    ['SUBSCRIPT', [[10, 20], 2], null],
    ['SUBSCRIPT', [[10, 20], 2n ** 70n], null],
    ['SUBSCRIPT', [[10, 20], 'a'], '! 22G03'],
    ['SUBSCRIPT', [record({ a: 1 }), 'a'], 1],
    ['SUBSCRIPT', [1, 0], '! 22G03'],
  ]);
});

describe('path and element functions', () => {
  check([
    ['PATH_LENGTH', [path], 2],
    ['PATH_LENGTH', [[1]], '! 22G03'],
    ['ELEMENTS', [path], [node(0), edge(0), node(1), edge(1), node(2)]],
    ['NODES', [path], [node(0), node(1), node(2)]],
    ['EDGES', [path], [edge(0), edge(1)]],
    ['PATH', [node(0), edge(0), node(1), edge(1), node(2)], path],
    ['PATH', [node(2), edge(2), node(0)], new PathValue(1, [2, 0], [2])],
    ['PATH', [node(0), edge(1), node(1)], '! 22G0Z'],
    ['PATH', [node(0), edge(0)], '! 22G0Z'],
    ['PATH', [node(0), null, node(1)], null],
    ['PATH', [node(0), node(1), node(2)], '! 22G03'],
    ['ELEMENT_ID', [edge(1)], 'e1'],
    ['LABELS', [node(0)], ['Admin', 'Person']],
    ['LABELS', [node(2)], []],
    ['TYPE', [edge(0)], 'KNOWS'],
    ['TYPE', [edge(2)], null],
    ['TYPE', [node(0)], '! 22G03'],
    ['KEYS', [node(0)], ['name', 'age']],
    ['KEYS', [record({ b: 1, a: 2 })], ['b', 'a']],
    ['PROPERTIES', [edge(0)], record({ since: 2020 })],
    ['START_NODE', [edge(1)], node(1)],
    ['END_NODE', [edge(1)], node(2)],
    ['PROPERTY', [node(1), 'name'], 'Bob'],
    ['PROPERTY', [node(1), 'nope'], null],
    ['PROPERTY', [record({ a: 1 }), 'a'], 1],
    ['PROPERTY', [1, 'a'], '! 22G03'],
    ['PROPERTY_EXISTS', [node(1), 'age'], true],
    ['PROPERTY_EXISTS', [null, 'age'], null],
    ['ALL_DIFFERENT', [node(0), node(1), node(0)], false],
    ['ALL_DIFFERENT', [node(0), node(1)], true],
    ['SAME', [node(0), node(0)], true],
    ['SAME', [node(0), null], null],
    ['IS DIRECTED', [edge(2)], false],
    ['IS SOURCE OF', [node(0), edge(0)], true],
    ['IS SOURCE OF', [node(0), edge(2)], false],
    ['IS DESTINATION OF', [node(1), edge(0)], true],
    ['IS DESTINATION OF', [null, edge(0)], null],
  ]);
});

describe('conversions', () => {
  check([
    ['TO_STRING', [[1, 'a']], "[1, 'a']"],
    ['TO_STRING', [decimal('1.50')], '1.5'],
    ['TO_INTEGER', ['42'], 42],
    ['TO_INTEGER', ['4.7'], 4],
    ['TO_INTEGER', ['x'], null],
    ['TO_INTEGER', [float(3.9)], 3],
    ['TO_FLOAT', ['1.5'], float(1.5)],
    ['TO_FLOAT', ['x'], null],
    ['TO_BOOLEAN', ['TRUE'], true],
    ['TO_BOOLEAN', ['maybe'], null],
    ['VALUE_TYPE', [[1, null]], 'LIST<INT64>'],
    ['VALUE_TYPE', [null], 'NULL'],
    ['COALESCE', [null, 2, 3], 2],
    ['COALESCE', [null, null], null],
    ['NULLIF', [1, 1], null],
    ['NULLIF', [1, 2], 1],
    ['NULLIF', [null, 1], null],
  ]);

  it('makes UUIDs of version 4', () => {
    const pattern = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
    expect(call('RANDOM_UUID')).toMatch(pattern);
    expect(call('RANDOM_UUID')).not.toBe(call('RANDOM_UUID'));
  });
});

describe('apply1 and apply2', () => {
  it('agree with apply', () => {
    const upper = present(findImplementation('UPPER'), 'UPPER');
    expect(upper.apply1?.('a', testContext)).toBe('A');
    expect(upper.apply1?.(null, testContext)).toBeNull();
    const modulo = present(findImplementation('MOD'), 'MOD');
    expect(modulo.apply2?.(7, 3, testContext)).toBe(1);
    expect(modulo.apply2?.(7, null, testContext)).toBeNull();
    const round = present(findImplementation('ROUND'), 'ROUND');
    expect(round.apply1?.(7, testContext)).toBe(7);
    expect(round.apply2?.(1250, -2, testContext)).toBe(1300);
    const isIn = present(findImplementation('IN'), 'IN');
    expect(isIn.apply2?.(null, [], testContext)).toBe(false);
  });
});
