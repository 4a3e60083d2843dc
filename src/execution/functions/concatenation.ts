import { dataError, invalidValueType } from '../../values/data-error.ts';
import { describeFamily, isList } from '../../values/family.ts';
import { concatenateLists } from '../../values/list.ts';
import { concatenateStrings } from '../../values/string-length.ts';
import type { Value } from '../../values/value.ts';
import { PathValue } from '../../values/value.ts';
import type { Present, ScalarFunction } from './scalar.ts';
import { binary } from './scalar.ts';

/** `||` of strings, byte strings, lists and paths (ISO/IEC 39075, 20.13, 20.18, 20.20, 20.23). */
export const CONCATENATION: readonly ScalarFunction[] = [binary('||', concatenate)];

function concatenate(left: Present, right: Present): Value {
  if (typeof left === 'string' && typeof right === 'string') return concatenateStrings(left, right);
  if (isList(left) && isList(right)) return concatenateLists(left, right);
  if (left instanceof PathValue && right instanceof PathValue) return joinPaths(left, right);
  if (left instanceof Uint8Array && right instanceof Uint8Array) {
    const joined = new Uint8Array(left.length + right.length);
    joined.set(left);
    joined.set(right, left.length);
    return joined;
  }
  throw invalidValueType(
    `|| joins two strings, byte strings, lists or paths, not ${describeFamily(left)} and ` +
      describeFamily(right),
    isList(left) || isList(right) ? 'put the single value into a list: [value]' : 'use CAST',
  );
}

/** The second path starts where the first one ends, else 22G0Z. */
function joinPaths(left: PathValue, right: PathValue): PathValue {
  if (left.graph !== right.graph || left.nodes.at(-1) !== right.nodes[0]) {
    throw dataError('22G0Z', 'the second path does not start at the node where the first ends');
  }
  const nodes = [...left.nodes, ...right.nodes.slice(1)];
  return new PathValue(left.graph, nodes, [...left.edges, ...right.edges]);
}
