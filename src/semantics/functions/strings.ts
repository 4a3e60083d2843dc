import type { ValueType } from '../../values/type.ts';
import { ANY, ANY_LIST, BOOL, INT, STRING } from '../../values/type.ts';
import type { FunctionSignature, ResultType } from './signature.ts';
import { listOf, sameAsFirst, signature } from './signature.ts';

/** Strings stay strings and byte strings byte strings, without their bounds. */
const textLikeFirst: ResultType = ([type]) =>
  type?.kind === 'string' || type?.kind === 'bytes' ? { kind: type.kind } : (type ?? ANY);

function text(name: string, usage: string, description: string): FunctionSignature {
  return signature(name, { usage, description, result: STRING });
}

function iso(name: string, usage: string, description: string): FunctionSignature {
  return signature(name, { usage, description, result: textLikeFirst, iso: true });
}

function operator(name: string, result: ValueType | ResultType, isIso = false): FunctionSignature {
  const description = `the operator ${name}`;
  return signature(name, { usage: '(a, b)', description, result, iso: isIso, kind: 'operator' });
}

/** ISO/IEC 39075, 20.23 and 20.24, and what GraphLite and Cypher have besides. */
export const STRING_SIGNATURES: readonly FunctionSignature[] = [
  signature('CHAR_LENGTH', {
    usage: 'CHAR_LENGTH(string)',
    description: 'the number of characters (code points)',
    aliases: ['CHARACTER_LENGTH'],
    result: INT,
    iso: true,
  }),
  signature('BYTE_LENGTH', {
    usage: 'BYTE_LENGTH(string)',
    description: 'the number of bytes, of a string in UTF-8',
    aliases: ['OCTET_LENGTH'],
    result: INT,
    iso: true,
  }),
  signature('UPPER', {
    usage: 'UPPER(string)',
    description: 'in upper case',
    aliases: ['TOUPPER', 'UCASE'],
    result: STRING,
    iso: true,
  }),
  signature('LOWER', {
    usage: 'LOWER(string)',
    description: 'in lower case',
    aliases: ['TOLOWER', 'LCASE'],
    result: STRING,
    iso: true,
  }),
  iso('LEFT', 'LEFT(string, count)', 'the first characters'),
  iso('RIGHT', 'RIGHT(string, count)', 'the last characters'),
  signature('TRIM', {
    usage: 'TRIM(value [, count])',
    description: 'without spaces at both ends; of a list without its last elements',
    result: sameAsFirst,
    iso: true,
  }),
  iso('BTRIM', 'BTRIM(string [, characters])', 'without any of the characters at both ends'),
  iso('LTRIM', 'LTRIM(string [, characters])', 'without any of the characters at the start'),
  iso('RTRIM', 'RTRIM(string [, characters])', 'without any of the characters at the end'),
  ...['TRIM BOTH', 'TRIM LEADING', 'TRIM TRAILING'].map((name) =>
    signature(name, {
      usage: '(source [, character])',
      description: `${name.slice(5)} form of TRIM`,
      result: textLikeFirst,
      iso: true,
      kind: 'operator',
    }),
  ),
  signature('NORMALIZE', {
    usage: 'NORMALIZE(string [, form])',
    description: 'in a Unicode normal form: NFC unless given, NFD, NFKC, NFKD',
    result: STRING,
    iso: true,
  }),
  operator('IS NORMALIZED', BOOL, true),
  signature('SUBSTRING', {
    usage: 'SUBSTRING(string, start [, length])',
    description: 'the part from a character on, counted from 1',
    aliases: ['SUBSTR'],
    result: textLikeFirst,
  }),
  text('REPLACE', 'REPLACE(string, search, replacement)', 'with every occurrence replaced'),
  signature('REVERSE', {
    usage: 'REVERSE(value)',
    description: 'a string or list from its end to its start',
    result: sameAsFirst,
  }),
  text('CONCAT', 'CONCAT(value, …)', 'the strings one after the other; numbers as text'),
  signature('SPLIT', {
    usage: 'SPLIT(string, separator)',
    description: 'the parts between the separators',
    result: listOf(STRING),
  }),
  text('LPAD', 'LPAD(string, length [, fill])', 'filled up or cut to a length at the start'),
  text('RPAD', 'RPAD(string, length [, fill])', 'filled up or cut to a length at the end'),
  text('STRING_JOIN', 'STRING_JOIN(list [, separator])', 'the strings of a list as one'),
  text('REPEAT', 'REPEAT(string, count)', 'the string so many times'),
  operator('||', concatenated, true),
  operator('CONTAINS', BOOL),
  operator('STARTS WITH', BOOL),
  operator('ENDS WITH', BOOL),
  operator('LIKE', BOOL),
  operator('=~', BOOL),
  signature('STARTS_WITH', {
    usage: 'STARTS_WITH(string, prefix)',
    description: 'whether the string starts with the prefix',
    result: BOOL,
  }),
  signature('ENDS_WITH', {
    usage: 'ENDS_WITH(string, suffix)',
    description: 'whether the string ends with the suffix',
    result: BOOL,
  }),
];

function concatenated(types: readonly ValueType[]): ValueType {
  const [left = ANY, right = ANY] = types;
  if (left.kind !== right.kind) {
    return left.kind === 'list' || right.kind === 'list' ? ANY_LIST : ANY;
  }
  if (left.kind === 'list' && right.kind === 'list') {
    const sameElement = JSON.stringify(left.element) === JSON.stringify(right.element);
    return sameElement ? listOf(left.element) : ANY_LIST;
  }
  return left.kind === 'string' || left.kind === 'bytes' ? { kind: left.kind } : left;
}
