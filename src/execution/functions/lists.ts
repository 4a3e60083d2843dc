import { codePointLength } from '../../values/code-points.ts';
import { dataError } from '../../values/data-error.ts';
import { equalValues } from '../../values/equality.ts';
import { isList } from '../../values/family.ts';
import { checkListLength } from '../../values/list.ts';
import type { Value } from '../../values/value.ts';
import { PathValue, RecordValue } from '../../values/value.ts';
import { integerArgument, listArgument, stringArgument, wrongType } from './arguments.ts';
import type { Present, ScalarFunction } from './scalar.ts';
import { binary, lenient, strict, unary } from './scalar.ts';

/** List functions (ISO/IEC 39075, 20.22 and 20.26) and those of GraphLite and Cypher. */
export const LIST_FUNCTIONS: readonly ScalarFunction[] = [
  unary('CARDINALITY', cardinality),
  unary('SIZE', (value) => lengthOf('SIZE', value)),
  unary('LENGTH', (value) =>
    value instanceof PathValue ? value.edges.length : lengthOf('LENGTH', value),
  ),
  unary('LIST_LENGTH', (value) => listArgument('LIST_LENGTH', value).length),
  binary('LIST_CONTAINS', (list, value) => isIn(value, listArgument('LIST_CONTAINS', list))),
  lenient('IN', ([value = null, list = null]) =>
    list === null ? null : isIn(value, listArgument('IN', list)),
  ),
  strict('LIST_SLICE', ([list, from, to]) =>
    slice('LIST_SLICE', listArgument('LIST_SLICE', list), { from, to }),
  ),
  lenient('SLICE', ([list = null, from = null, to = null]) =>
    list === null ? null : slice('a slice', sliceable(list), { from, to }),
  ),
  lenient('LIST_APPEND', ([list = null, value = null]) =>
    list === null ? null : checkList([...listArgument('LIST_APPEND', list), value]),
  ),
  lenient('LIST_PREPEND', ([first = null, second = null]) => prepend(first, second)),
  unary('LIST_REVERSE', (list) => [...listArgument('LIST_REVERSE', list)].reverse()),
  unary('REVERSE', (value) =>
    isList(value)
      ? [...value].reverse()
      : Array.from(stringArgument('REVERSE', value)).reverse().join(''),
  ),
  unary('HEAD', (list) => listArgument('HEAD', list)[0] ?? null),
  unary('LAST', (list) => listArgument('LAST', list).at(-1) ?? null),
  unary('TAIL', (list) => listArgument('TAIL', list).slice(1)),
  strict('RANGE', range),
  binary('SUBSCRIPT', subscript),
];

function cardinality(value: Present): Value {
  if (isList(value)) return value.length;
  if (value instanceof RecordValue) return value.names.length;
  if (value instanceof PathValue) return value.nodes.length + value.edges.length;
  throw wrongType('CARDINALITY', 'a list, a record or a path', value);
}

function lengthOf(name: string, value: Present): Value {
  if (isList(value)) return value.length;
  if (typeof value === 'string') return codePointLength(value);
  if (value instanceof Uint8Array) return value.length;
  throw wrongType(name, 'a list or a string', value);
}

/** Three-valued: unknown when no element is equal but one might be. */
export function isIn(value: Value, list: readonly Value[]): boolean | null {
  let result: boolean | null = false;
  for (const item of list) {
    const equal = equalValues(value, item);
    if (equal === true) return true;
    if (equal === null) result = null;
  }
  return result;
}

function sliceable(value: Value): readonly Value[] | string {
  if (typeof value === 'string') return value;
  return listArgument('a slice', value);
}

/** Positions count from 0, negative ones from the end, and stop at the ends. */
function slice(
  name: string,
  list: readonly Value[] | string,
  bounds: { readonly from: Value | undefined; readonly to: Value | undefined },
): Value {
  const from = sliceBound(name, bounds.from, 0);
  const to = sliceBound(name, bounds.to, list.length);
  return typeof list === 'string'
    ? Array.from(list).slice(from, to).join('')
    : list.slice(from, to);
}

function sliceBound(name: string, bound: Value | undefined, otherwise: number): number {
  return bound === undefined || bound === null ? otherwise : integerArgument(name, bound);
}

/** GraphLite has the list first, Cypher-like dialects the value; of two lists the second counts. */
function prepend(first: Value, second: Value): Value {
  if (second !== null && isList(second)) return checkList([first, ...second]);
  if (first !== null && isList(first)) return checkList([second, ...first]);
  if (first === null || second === null) return null;
  throw wrongType('LIST_PREPEND', 'a list', first);
}

export function checkList(list: readonly Value[]): readonly Value[] {
  checkListLength(list.length);
  return list;
}

function range([start, end, step]: readonly Present[]): Value {
  const from = integerArgument('RANGE', start);
  const to = integerArgument('RANGE', end);
  const by = step === undefined ? 1 : integerArgument('RANGE', step);
  if (by === 0) throw dataError('22003', 'the step of RANGE must not be 0');
  const length = Math.max(0, Math.floor((to - from) / by) + 1);
  checkListLength(length);
  return Array.from({ length }, (_, i) => from + i * by);
}

/** `list[i]` from 0, negative from the end, null past the ends; `record['field']`. */
function subscript(value: Present, index: Present): Value {
  if (value instanceof RecordValue) return value.get(stringArgument('a subscript', index)) ?? null;
  const at = integerArgument('a subscript', index);
  if (typeof value === 'string') return Array.from(value).at(at) ?? null;
  return listArgument('a subscript', value).at(at) ?? null;
}
