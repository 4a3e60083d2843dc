import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GqlError } from '../base/errors.ts';
import { hashValue } from '../values/hash.ts';
import { TextDictionary } from './string-dictionary.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('', '\uFEFF', 'é', 'Ã©', '𝄞', '\0', 'a'.repeat(3_000)),
);

describe('TextDictionary', () => {
  it('gives equal strings one code and every code its string', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 300 }), (texts) => {
        const dictionary = new TextDictionary();
        const codes = texts.map((item) => dictionary.add(item));
        const distinct = [...new Set(texts)];
        expect(dictionary.size).toBe(distinct.length);
        expect(codes.map((code) => dictionary.decode(code))).toEqual(texts);
        expect(texts.map((item) => dictionary.codeOf(item))).toEqual(codes);
        expect(distinct.map((item) => dictionary.codeOf(item))).toEqual([...distinct.keys()]);
        for (const code of codes) {
          expect(dictionary.hashOf(code)).toBe(hashValue(dictionary.decode(code)));
        }
      }),
    );
  });

  it('compares an entry with a text as the strings compare', () => {
    fc.assert(
      fc.property(text, text, (entry, other) => {
        const dictionary = new TextDictionary();
        const code = dictionary.add(entry);
        expect(dictionary.equals(code, entry)).toBe(true);
        expect(dictionary.equals(code, other)).toBe(entry === other);
      }),
    );
  });

  it('does not take the bytes of one character for two characters', () => {
    const dictionary = new TextDictionary();
    dictionary.add('é');
    expect(dictionary.codeOf('Ã©')).toBe(-1);
    expect(dictionary.equals(0, 'Ã©')).toBe(false);
  });

  it('holds more entries than it keeps decoded', () => {
    const dictionary = new TextDictionary();
    const count = 300_000;
    for (let i = 0; i < count; i++) dictionary.add(`entry ${i}`);
    expect(dictionary.size).toBe(count);
    for (let i = 0; i < count; i += 997) {
      expect(dictionary.decode(i)).toBe(`entry ${i}`);
      expect(dictionary.codeOf(`entry ${i}`)).toBe(i);
    }
    expect(dictionary.codeOf('entry')).toBe(-1);
    expect(dictionary.byteLength).toBeLessThan(50 * count);
  });

  it('refuses half a character and stays as it was', () => {
    const dictionary = new TextDictionary();
    dictionary.add('whole');
    expect(() => dictionary.add('half \ud834')).toThrow(GqlError);
    expect([dictionary.size, dictionary.add('next'), dictionary.decode(1)]).toEqual([1, 1, 'next']);
  });
});
