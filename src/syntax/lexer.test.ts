import { describe, expect, it } from 'vitest';
import { GqlError } from '../base/errors.ts';
import { tokenize } from './lexer.ts';

/** The tokens as `kind` or `kind:text` where the two differ. */
function tokens(text: string, strict = false): string[] {
  const { kinds, starts, ends } = tokenize(text, { strict });
  return kinds.slice(0, -1).map((kind, i) => {
    const source = text.slice(starts[i], ends[i]);
    return source === kind ? kind : `${kind}:${source}`;
  });
}

function failure(text: string, strict = false): GqlError {
  try {
    tokenize(text, { strict });
  } catch (error) {
    if (error instanceof GqlError) return error;
    throw error;
  }
  throw new Error(`${text} has tokens`);
}

describe('words', () => {
  it.each([
    ['MATCH match Match mAtCh', ['MATCH', 'MATCH:match', 'MATCH:Match', 'MATCH:mAtCh']],
    ['matches _x x_1 x1y', ['name:matches', 'name:_x', 'name:x_1', 'name:x1y']],
    ['größe Ж 变量 naïve', ['name:größe', 'name:Ж', 'name:变量', 'name:naïve']],
    ['ſelect', ['name:ſelect']],
    ['a\u00A0b\u3000c', ['name:a', 'name:b', 'name:c']],
    ['\uFEFFRETURN', ['RETURN']],
    ['`a b` `c``d` @`e\\`', ['quoted name:`a b`', 'quoted name:`c``d`', 'quoted name:@`e\\`']],
    ['"a" "b""c"', ['quoted text:"a"', 'quoted text:"b""c"']],
    ['$p $1 $1a $$q', ['parameter:$p', 'parameter:$1', 'parameter:$1a', 'reference parameter:$$q']],
    ['$"a b" $`c` $$"d"', ['parameter:$"a b"', 'parameter:$`c`', 'reference parameter:$$"d"']],
    ['constructor __proto__', ['name:constructor', 'name:__proto__']],
  ])('%j', (text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });
});

describe('numbers', () => {
  it.each([
    ['0', 'integer'],
    ['1_000_000', 'integer'],
    ['0xFF_0a', 'integer'],
    ['0x_1', 'integer'],
    ['0o17', 'integer'],
    ['0b1010', 'integer'],
    ['1.5', 'number'],
    ['.5', 'number'],
    ['5.', 'number'],
    ['1e3', 'number'],
    ['1.5E-3', 'number'],
    ['1.E3', 'number'],
    ['1E+3M', 'number'],
    ['2M', 'number'],
    ['2.5f', 'number'],
    ['2D', 'number'],
  ])('%s is one %s', (text, kind) => {
    expect(tokens(text)).toEqual([`${kind}:${text}`]);
  });

  it('leaves the two periods of a slice alone', () => {
    expect(tokens('[1..3]')).toEqual(['[', 'integer:1', '..', 'integer:3', ']']);
    expect(tokens('[..5]')).toEqual(['[', '..', 'integer:5', ']']);
    expect(tokens('[1..]')).toEqual(['[', 'integer:1', '..', ']']);
  });

  it.each([
    ['0x', 'Behind 0x'],
    ['0xG', 'Behind 0x'],
    ['0X1F', '0x…'],
    ['0b12', 'Behind 0x'],
    ['0o8', 'Behind 0x'],
    ['1__0', 'between two digits'],
    ['1_', 'between two digits'],
    ['1e', 'the exponent'],
    ['1.5e', 'the exponent'],
    ['12abc', 'a space behind'],
    ['1.name', 'a space behind'],
    ['2Mx', 'a space behind'],
  ])('refuses %s', (text, hint) => {
    const error = failure(text);
    expect(error.gqlstatus).toBe('42001');
    expect(error.message).toBe(`'${text}' is no number`);
    expect(error.hint).toContain(hint);
    expect(error.span).toEqual({ start: 0, end: text.length });
  });
});

describe('strings', () => {
  it.each([
    ["'a'", ["string:'a'"]],
    ["'it''s' 'b'", ["string:'it''s'", "string:'b'"]],
    ["'a\\'b'", ["string:'a\\'b'"]],
    ["@'a\\' 'b'", ["string:@'a\\'", "string:'b'"]],
    ["'a\nb'", ["string:'a\nb'"]],
    ["X'0A FF' x'00'", ["byte string:X'0A FF'", "byte string:x'00'"]],
    ["X 'a'", ['name:X', "string:'a'"]],
    ["'/* no comment */ --'", ["string:'/* no comment */ --'"]],
  ])('%j', (text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });

  it.each([
    ["RETURN 'abc", 7, 'the text ends inside the string that begins here'],
    ["'abc''", 0, 'the text ends inside the string that begins here'],
    ["'abc\\'", 0, 'the text ends inside the string that begins here'],
    ['RETURN "abc', 7, 'the text ends inside the string that begins here'],
    ['RETURN `abc', 7, 'the text ends inside the name that begins here'],
    ['/* abc', 0, 'the text ends inside the comment that begins here'],
    ['/*/', 0, 'the text ends inside the comment that begins here'],
  ])('refuses %j', (text, start, message) => {
    const error = failure(text);
    expect(error.message).toBe(message);
    expect(error.span).toEqual({ start, end: text.length });
    expect(error.hint).toMatch(/^Close it with/u);
  });
});

describe('comments', () => {
  it.each([
    ['1 /* two */ 3', ['integer:1', 'integer:3']],
    ['1 /* a /* b */ 2', ['integer:1', 'integer:2']],
    ['1 -- two\n3', ['integer:1', 'integer:3']],
    ['1 // two\r\n3', ['integer:1', 'integer:3']],
    ['1 --', ['integer:1']],
    ['1 - /* x */ - 2', ['integer:1', '-', '-', 'integer:2']],
    ['1 -/* x */2', ['integer:1', '-', 'integer:2']],
    ['1 -// x\n2', ['integer:1', '-', 'integer:2']],
    ['[1]--x\n', ['[', 'integer:1', ']']],
    ['a--b', ['name:a']],
  ])('%j', (text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });

  it.each([['(a)--(b)'], ['(a)-->(b)'], ['-[e]--(b)'], ['-[e]-->(b)'], ['(a)--[e]']])(
    'takes %s for an edge of Cypher, which ISO reads as a comment',
    (text) => {
      const error = failure(text);
      expect(error.message).toBe("'--' begins a comment in GQL and is no edge");
      expect(error.hint).toContain('-[]-');
      expect(() => tokenize(text, { strict: true })).not.toThrow();
    },
  );
});

describe('the longest token', () => {
  it.each([
    ['<-[]->', ['<-[', ']->']],
    ['<~[]~>', ['<~[', ']~>']],
    ['-[]-~[]~', ['-[', ']-', '~[', ']~']],
    ['-//->', ['-']],
    ['-/ /->', ['-/', '/->']],
    ['<-/ /-', ['<-/', '/-']],
    ['~/ /~>', ['~/', '/~>']],
    ['<~/ /~', ['<~/', '/~']],
    ['<-><-<=<><~<', ['<->', '<-', '<=', '<>', '<~', '<']],
    ['|||+||', ['||', '|+|', '|']],
    [':::', ['::', ':']],
    ['=>==', ['=>', '=', '=']],
    ['->~>>=>', ['->', '~>', '>=', '>']],
    ['...', ['..', '.']],
    ['a<--b', ['name:a', '<-', '-', 'name:b']],
    ['!=!', ['!=', '!']],
    ['a=~b', ['name:a', '=', '~', 'name:b']],
  ])('%s', (text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });
});

describe('characters that begin no token', () => {
  it.each([
    ['RETURN #', "the character '#' has no meaning here", /comment begins/u],
    ['RETURN \\', "the character '\\' has no meaning here", /escape inside quotes/u],
    ['RETURN “a”', "the character '“' has no meaning here", /straight quotes/u],
    ['RETURN 😀', "the character '😀' has no meaning here", /grave accents/u],
    ['RETURN \u0000', 'the character U+0000 has no meaning here', /grave accents/u],
    ['RETURN \u200B', 'the character U+200B has no meaning here', /grave accents/u],
    ['@x', "the character '@' has no meaning here", /turns off escapes/u],
  ])('%j', (text, message, hint) => {
    const error = failure(text);
    expect(error.message).toBe(message);
    expect(error.hint).toMatch(hint);
  });

  it('refuses half of a surrogate pair wherever it stands', () => {
    for (const text of ["'a\uD800'", '/* \uDFFF */', '\uD83D', '`\uDE00`']) {
      expect(failure(text).message).toContain('half of a surrogate pair');
    }
    expect(tokens("'😀'")).toEqual(["string:'😀'"]);
  });

  it.each([['$'], ['$$'], ['$ p'], ['$-']])('refuses %j', (text) => {
    expect(failure(text).message).toMatch(/^expected the name of a parameter/u);
  });

  it('bounds the length of names by its named limit', () => {
    expect(tokens('a'.repeat(16_383))).toHaveLength(1);
    expect(failure('a'.repeat(16_384)).message).toContain('maxIdentifierLength (16383');
    expect(failure(`$${'a'.repeat(16_384)}`).message).toContain('maxIdentifierLength');
  });
});
