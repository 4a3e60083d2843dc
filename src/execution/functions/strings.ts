import { codePointLength, sliceCodePoints, utf8Length } from '../../values/code-points.ts';
import { isNumeric } from '../../values/family.ts';
import { isDuration } from '../../values/temporal/arithmetic.ts';
import { isInstant } from '../../values/temporal/family.ts';
import { checkStringLength, limitedString } from '../../values/string-length.ts';
import { formatValue } from '../../values/text.ts';
import type { Value } from '../../values/value.ts';
import {
  countArgument,
  integerArgument,
  listArgument,
  stringArgument,
  wrongType,
} from './arguments.ts';
import type { Present, ScalarFunction } from './scalar.ts';
import { binary, strict, unary } from './scalar.ts';

/** String and byte string functions (ISO/IEC 39075, 20.22–20.24). TRIM is in `trim.ts`. */
export const STRING_FUNCTIONS: readonly ScalarFunction[] = [
  unary('CHAR_LENGTH', (value) => codePointLength(stringArgument('CHAR_LENGTH', value))),
  unary('BYTE_LENGTH', byteLength),
  unary('UPPER', (value) => {
    const text = stringArgument('UPPER', value);
    return limitedString(() => text.toUpperCase());
  }),
  unary('LOWER', (value) => {
    const text = stringArgument('LOWER', value);
    return limitedString(() => text.toLowerCase());
  }),
  binary('LEFT', (value, count) => take('LEFT', value, count)),
  binary('RIGHT', (value, count) => take('RIGHT', value, count)),
  strict('NORMALIZE', ([value, form]) =>
    normalized(stringArgument('NORMALIZE', value), normalForm('NORMALIZE', form)),
  ),
  binary('IS NORMALIZED', (value, form) => {
    const text = stringArgument('IS NORMALIZED', value);
    return text === normalized(text, normalForm('IS NORMALIZED', form));
  }),
  strict('SUBSTRING', substring),
  strict('REPLACE', ([value, search, replacement]) => {
    const text = stringArgument('REPLACE', value);
    const sought = stringArgument('REPLACE', search);
    const substitute = stringArgument('REPLACE', replacement);
    // An empty search string occurs nowhere, as in SQL. A function keeps `$&` from being special.
    return sought === '' ? text : limitedString(() => text.replaceAll(sought, () => substitute));
  }),
  strict('CONCAT', (values) => limitedString(() => values.map(concatenable).join(''))),
  binary('SPLIT', (value, separator) => {
    const text = stringArgument('SPLIT', value);
    const by = stringArgument('SPLIT', separator);
    return by === '' ? Array.from(text) : text.split(by);
  }),
  strict('LPAD', (args) => pad('LPAD', args)),
  strict('RPAD', (args) => pad('RPAD', args)),
  strict('STRING_JOIN', ([list, separator]) => {
    const parts = listArgument('STRING_JOIN', list).filter((part) => part !== null);
    const by = separator === undefined ? '' : stringArgument('STRING_JOIN', separator);
    return limitedString(() => parts.map(concatenable).join(by));
  }),
  binary('REPEAT', (value, count) => {
    const text = stringArgument('REPEAT', value);
    const times = countArgument('REPEAT', count);
    checkStringLength(text.length * times);
    return text.repeat(times);
  }),
];

function byteLength(value: Present): Value {
  if (value instanceof Uint8Array) return value.length;
  return utf8Length(stringArgument('BYTE_LENGTH', value));
}

function take(name: 'LEFT' | 'RIGHT', value: Present, count: Present): Value {
  const wanted = countArgument(name, count);
  if (value instanceof Uint8Array) {
    return name === 'LEFT'
      ? value.slice(0, wanted)
      : value.slice(Math.max(0, value.length - wanted));
  }
  const text = stringArgument(name, value);
  if (name === 'LEFT') return sliceCodePoints(text, 0, wanted);
  const length = codePointLength(text);
  return sliceCodePoints(text, Math.max(0, length - wanted), length);
}

const NORMAL_FORMS: ReadonlySet<string> = new Set(['NFC', 'NFD', 'NFKC', 'NFKD']);

function normalForm(name: string, form: Present | undefined): string {
  if (form === undefined) return 'NFC';
  const word = stringArgument(name, form).toUpperCase();
  if (NORMAL_FORMS.has(word)) return word;
  throw wrongType(name, 'NFC, NFD, NFKC or NFKD', form);
}

function normalized(text: string, form: string): string {
  return limitedString(() => text.normalize(form));
}

/**
 * The window of SQL's SUBSTRING: `length` characters from `start`, of which the text has a part, so
 * that SUBSTRING('abc', 0, 2) is 'a'. 22011 for a negative length.
 */
function substring([value, start, length]: readonly Present[]): Value {
  const from = integerArgument('SUBSTRING', start);
  const end =
    length === undefined ? Number.POSITIVE_INFINITY : from + countArgument('SUBSTRING', length);
  const first = Math.max(0, from - 1);
  const last = Math.max(first, end - 1);
  if (value instanceof Uint8Array) return value.slice(first, last);
  return sliceCodePoints(stringArgument('SUBSTRING', value), first, last);
}

/** Cut where it is too long, filled with spaces or the given string where it is too short. */
function pad(name: 'LPAD' | 'RPAD', [value, length, fill]: readonly Present[]): Value {
  const text = stringArgument(name, value);
  const wanted = countArgument(name, length);
  const filling = fill === undefined ? ' ' : stringArgument(name, fill);
  const missing = wanted - codePointLength(text);
  if (missing <= 0) return sliceCodePoints(text, 0, wanted);
  if (filling === '') return text;
  checkStringLength(wanted);
  const repeats = Math.ceil(missing / codePointLength(filling));
  return limitedString(() => {
    const added = sliceCodePoints(filling.repeat(repeats), 0, missing);
    return name === 'LPAD' ? added + text : text + added;
  });
}

/** CONCAT takes strings, and as an extension whatever has a plain text. */
function concatenable(value: Value): string {
  if (typeof value === 'string') return value;
  const isScalar = isNumeric(value) || typeof value === 'boolean';
  if (isScalar || isInstant(value) || isDuration(value)) return formatValue(value);
  throw wrongType('CONCAT', 'strings', value);
}
