import { describe, expect, it } from 'vitest';
import { InternalError, invariant, present, unreachable } from './assert.ts';

describe('invariant', () => {
  it('narrows the type and lets a true condition pass', () => {
    const value = [1, 'one'][0];
    invariant(typeof value === 'number', 'a number comes first');
    expect(value.toFixed(1)).toBe('1.0');
  });

  it('throws an InternalError with the message', () => {
    expect(() => {
      invariant(1 + 1 > 2, 'arithmetic is off');
    }).toThrow(new InternalError('arithmetic is off'));
  });
});

describe('present', () => {
  it.each([[0], [''], [false], [Number.NaN]])('returns %j as it is', (value) => {
    expect(present(value, 'the value')).toBe(value);
  });

  it.each([[null], [undefined]])('refuses %s and names what is missing', (value) => {
    expect(() => present(value, 'the column')).toThrow('internal error: the column is missing');
  });
});

describe('unreachable', () => {
  it('names the kind of a tagged object', () => {
    expect(() => unreachable({ kind: 'square', side: 3 } as never)).toThrow(
      "unexpected case of kind 'square'",
    );
  });

  it.each([
    ['north', 'unexpected case north'],
    [7, 'unexpected case 7'],
    [null, 'unexpected case null'],
    [{ side: 3 }, 'unexpected case of an untagged object'],
  ])('describes %j', (value, message) => {
    expect(() => unreachable(value as never)).toThrow(message);
  });
});
