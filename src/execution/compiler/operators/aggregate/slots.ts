import type { Generator } from '../../generator.ts';
import { doubled } from '../../kernel/growth.ts';
import type { Cursor, FunctionScope } from '../../scope.ts';
import type { Cell, Store } from '../../store.ts';

/** One value per group: a variable where there is one group at a time, an array otherwise. */
export interface Slot {
  /** An expression for the group's value, which can be assigned to. */
  at(fn: FunctionScope, group: string): string;
  /** Writes the start of a new group. */
  open(cursor: Cursor, group: string): void;
}

/** Makes the slots of one aggregation. */
export interface Slots {
  /** A number, which starts at 0. */
  number(name: string): Slot;
  /** An object or boxed value; `initial` is evaluated for each group. */
  object(name: string, initial: string): Slot;
}

export function scalarSlots(store: Store): Slots {
  const slot = (name: string, initial: string): Slot => {
    const cell = store.variable(name, () => initial);
    return {
      at: (fn) => cell.in(fn),
      open: (cursor) => {
        cursor.block.line(`${cell.in(cursor.fn)} = ${initial};`);
      },
    };
  };
  return { number: (name) => slot(name, '0'), object: slot };
}

/** Arrays that grow with the number of groups, which are numbered densely. */
export function arraySlots(gen: Generator, store: Store): Slots {
  return {
    number: (name) =>
      numbers(
        gen,
        store.variable(name, () => 'new Float64Array(16)'),
      ),
    object(name, initial) {
      const cell = store.object(name, () => '[]');
      return {
        at: (fn, group) => `${cell.in(fn)}[${group}]`,
        open: (cursor) => {
          cursor.block.line(`${cell.in(cursor.fn)}.push(${initial});`);
        },
      };
    },
  };
}

/** A typed array stays one of doubles, where a plain one would change its kind with the sums. */
function numbers(gen: Generator, cell: Cell): Slot {
  return {
    at: (fn, group) => `${cell.in(fn)}[${group}]`,
    open: (cursor, group) => {
      const array = cell.in(cursor.fn);
      const grow = gen.layout.helper('doubled', doubled);
      cursor.block.line(`if (${group} === ${array}.length) ${array} = ${grow}(${array});`);
    },
  };
}
