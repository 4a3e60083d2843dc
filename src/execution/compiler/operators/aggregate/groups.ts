import type { VariableId } from '../../../../semantics/bound/variable.ts';
import { TupleMap } from '../../../../values/value-map.ts';
import { boxed } from '../../boxing.ts';
import type { Code } from '../../code.ts';
import { NumberGroups } from '../../kernel/number-groups.ts';
import type { Generator } from '../../generator.ts';
import type { Cursor } from '../../scope.ts';
import { at } from '../../scope.ts';
import type { Cell, Store } from '../../store.ts';
import { numberKey } from './number-key.ts';

export interface GroupSite {
  readonly gen: Generator;
  readonly store: Store;
  readonly name: string;
}

type Columns = readonly (readonly [VariableId, Code])[];

/** Finds the number of a row's group. */
export interface Groups {
  /** The identifier of the number; `open` writes what a new group needs. */
  find(cursor: Cursor, columns: Columns, open: (inside: Cursor, group: string) => void): string;
}

/**
 * Keys that are rows or dictionary entries are looked up in an array by key where that array is
 * not much larger than the input; other keys that make one integer in a hash table of integers;
 * the rest in one of boxed tuples.
 */
export function groupsOf(site: GroupSite, cursor: Cursor, columns: Columns): Groups {
  const codes = columns.map(([, code]) => code);
  const key = numberKey(site.gen, codes);
  if (key === undefined) return tupleGroups(site, columns.length);
  const isSmall = key.size <= 1024 || key.size <= cursor.rows * 4;
  return isSmall && key.size <= MOST_PLACES ? arrayGroups(site, codes) : hashGroups(site);
}

const MOST_PLACES = 16_777_216;

/** An array by key: 0, or the group's number + 1. */
function arrayGroups({ gen, store, name }: GroupSite, first: readonly Code[]): Groups {
  const size = numberKey(gen, first)?.sizeText ?? '0';
  const places = store.object(`${name}_places`, () => `new Int32Array(${size})`);
  const count = store.variable(`${name}_number`, () => '0');
  return {
    find(cursor, columns, open) {
      const { block, fn } = cursor;
      const key = gen.fresh('key_');
      const group = gen.fresh('group');
      const text = numberKey(gen, codesOf(columns))?.text ?? '0';
      const array = places.in(fn);
      block.line(`const ${key} = ${text};`);
      block.line(`let ${group} = ${array}[${key}] - 1;`);
      const fresh = block.nested(`if (${group} < 0)`);
      fresh.line(`${group} = ${count.in(fn)}++;`);
      fresh.line(`${array}[${key}] = ${group} + 1;`);
      open(at(cursor, fresh), group);
      return group;
    },
  };
}

function codesOf(columns: Columns): readonly Code[] {
  return columns.map(([, code]) => code);
}

function hashGroups({ gen, store, name }: GroupSite): Groups {
  const helper = gen.layout.helper('NumberGroups', NumberGroups);
  const table = store.object(`${name}_table`, () => `new ${helper}()`);
  return {
    find(cursor, columns, open) {
      const text = numberKey(gen, codesOf(columns))?.text ?? '0';
      return findIn(gen, cursor, { table, key: text }, open);
    },
  };
}

function tupleGroups({ gen, store, name }: GroupSite, arity: number): Groups {
  const helper = gen.layout.helper('TupleMap', TupleMap);
  const table = store.object(`${name}_table`, () => `new ${helper}(${arity})`);
  return {
    find(cursor, columns, open) {
      const values = columns.map(([, code]) => boxed(gen, code));
      return findIn(gen, cursor, { table, key: `[${values.join(', ')}]` }, open);
    },
  };
}

/** A table whose `add` gives a new key the number that its size was before. */
function findIn(
  gen: Generator,
  cursor: Cursor,
  { table, key }: { readonly table: Cell; readonly key: string },
  open: (inside: Cursor, group: string) => void,
): string {
  const { block, fn } = cursor;
  const group = gen.fresh('group');
  const name = table.in(fn);
  block.line(`const ${group}_before = ${name}.size;`);
  block.line(`const ${group} = ${name}.add(${key});`);
  open(at(cursor, block.nested(`if (${group} === ${group}_before)`)), group);
  return group;
}
