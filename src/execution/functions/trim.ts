import { codePointLength } from '../../values/code-points.ts';
import { dataError } from '../../values/data-error.ts';
import { isList } from '../../values/family.ts';
import type { Value } from '../../values/value.ts';
import { integerArgument, stringArgument, wrongType } from './arguments.ts';
import type { Present, ScalarFunction } from './scalar.ts';
import { strict } from './scalar.ts';

/** The TRIM family (GF05–GF07; ISO/IEC 39075, 20.24 and 20.26). */
export const TRIM_FUNCTIONS: readonly ScalarFunction[] = [
  strict('TRIM', ([value = '', count]) =>
    count === undefined ? trimOne('TRIM', BOTH, [value]) : trimList(value, count),
  ),
  strict('TRIM BOTH', (args) => trimOne('TRIM', BOTH, args)),
  strict('TRIM LEADING', (args) => trimOne('TRIM', START, args)),
  strict('TRIM TRAILING', (args) => trimOne('TRIM', END, args)),
  strict('BTRIM', (args) => trimSet('BTRIM', BOTH, args)),
  strict('LTRIM', (args) => trimSet('LTRIM', START, args)),
  strict('RTRIM', (args) => trimSet('RTRIM', END, args)),
];

interface Ends {
  readonly start: boolean;
  readonly end: boolean;
}

const BOTH: Ends = { start: true, end: true };
const START: Ends = { start: true, end: false };
const END: Ends = { start: false, end: true };

/** TRIM takes off spaces or one other character; more of them are 22027. */
function trimOne(name: string, ends: Ends, [source = '', character]: readonly Present[]): Value {
  if (source instanceof Uint8Array) return trimBytes(source, ends, character);
  const text = stringArgument(name, source);
  if (character === undefined) return trimCharacters(text, ends, ' ');
  const single = stringArgument(name, character);
  if (codePointLength(single) !== 1) {
    throw dataError('22027', 'TRIM takes off one character', 'BTRIM takes off any of several');
  }
  return trimCharacters(text, ends, single);
}

/** BTRIM, LTRIM and RTRIM take off any of a set of characters. */
function trimSet(name: string, ends: Ends, [source = '', characters]: readonly Present[]): Value {
  const set = characters === undefined ? ' ' : stringArgument(name, characters);
  return trimCharacters(stringArgument(name, source), ends, set);
}

function trimCharacters(text: string, ends: Ends, characters: string): string {
  const set = new Set(characters);
  const points = set.size === 1 && characters.length === 1 ? text : Array.from(text);
  let start = 0;
  let end = points.length;
  if (ends.start) while (start < end && set.has(points[start] ?? '')) start++;
  if (ends.end) while (end > start && set.has(points[end - 1] ?? '')) end--;
  const rest = points.slice(start, end);
  return typeof rest === 'string' ? rest : rest.join('');
}

function trimBytes(bytes: Uint8Array, ends: Ends, single: Present | undefined): Value {
  if (single !== undefined && !(single instanceof Uint8Array)) {
    throw wrongType('TRIM', 'a byte string to take off', single);
  }
  if (single !== undefined && single.length !== 1) {
    throw dataError('22027', 'TRIM takes off one byte');
  }
  const byte = single?.[0] ?? 0;
  let start = 0;
  let end = bytes.length;
  if (ends.start) while (start < end && bytes[start] === byte) start++;
  if (ends.end) while (end > start && bytes[end - 1] === byte) end--;
  return bytes.slice(start, end);
}

/** TRIM(list, n): without the last n elements; 22G0B's counterpart for n out of bounds is 22011. */
function trimList(value: Present, count: Present): Value {
  if (!isList(value)) throw wrongType('TRIM with a count', 'a list', value);
  const removed = integerArgument('TRIM', count);
  if (removed < 0 || removed > value.length) {
    throw dataError('22011', `${removed} elements cannot be taken off a list of ${value.length}`);
  }
  return value.slice(0, value.length - removed);
}
