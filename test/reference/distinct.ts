import { sameValue } from '../../src/values/equality.ts';
import type { Value } from '../../src/values/value.ts';

/**
 * Items with the same tuple of values, in the order of the first. By distinctness (ISO/IEC 39075,
 * 4.16.6), every tuple against every group, so that no hash is trusted.
 */
export function partition<T>(items: readonly T[], keyOf: (item: T) => readonly Value[]): T[][] {
  const groups: { readonly key: readonly Value[]; readonly members: T[] }[] = [];
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.find((other) => sameTuple(other.key, key));
    if (group === undefined) groups.push({ key, members: [item] });
    else group.members.push(item);
  }
  return groups.map(({ members }) => members);
}

export function sameTuple(left: readonly Value[], right: readonly Value[]): boolean {
  return left.every((value, i) => sameValue(value, right[i] ?? null));
}
