import { describe, expect, it } from 'vitest';
import {
  EXTENSION_WORDS,
  NON_RESERVED_WORDS,
  PRE_RESERVED_WORDS,
  RESERVED_WORDS,
  isLenientAlias,
  isLenientVariable,
  keywordClass,
  keywordOf,
} from './keywords.ts';

describe('the words of ISO/IEC 39075, 21.3', () => {
  it('has them all, once each', () => {
    expect(RESERVED_WORDS).toHaveLength(222);
    expect(PRE_RESERVED_WORDS).toHaveLength(40);
    expect(NON_RESERVED_WORDS).toHaveLength(48);
    const all = [
      ...RESERVED_WORDS,
      ...PRE_RESERVED_WORDS,
      ...NON_RESERVED_WORDS,
      ...EXTENSION_WORDS,
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it('knows their classes', () => {
    expect(keywordClass('MATCH')).toBe('reserved');
    expect(keywordClass('PRODUCT')).toBe('pre-reserved');
    expect(keywordClass('GRAPH')).toBe('free');
    expect(keywordClass('UNWIND')).toBe('free');
    expect(keywordClass('PERSON')).toBeUndefined();
    expect(keywordClass('name')).toBeUndefined();
  });

  it('finds them in any case', () => {
    expect(keywordOf('match', false)).toBe('MATCH');
    expect(keywordOf('MATCH', false)).toBe('MATCH');
    expect(keywordOf('MaTcH', true)).toBe('MATCH');
    expect(keywordOf('matc', false)).toBeUndefined();
  });
});

describe('what the lenient mode frees', () => {
  it.each([
    ['COUNT', true, true],
    ['YEAR', true, true],
    ['PRODUCT', true, true],
    ['PATH', true, true],
    ['START', true, false],
    ['END', true, false],
    ['MATCH', false, false],
    ['AND', false, false],
    ['NULL', false, false],
  ])('%s', (word, variable, alias) => {
    expect(isLenientVariable(word)).toBe(variable);
    expect(isLenientAlias(word)).toBe(alias);
  });
});
