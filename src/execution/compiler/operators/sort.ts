import type { PhysicalOperator, Sort } from '../../../planner/plan/operator.ts';
import { materialized } from '../boxing.ts';
import type { Code } from '../code.ts';
import type { Generator } from '../generator.ts';
import { sortedRows } from '../kernel/sorting.ts';
import { binding, Environment, FunctionScope } from '../scope.ts';
import type { Cursor } from '../scope.ts';
import type { Cell } from '../store.ts';
import { restored, RowBuffer, stored } from '../store.ts';
import type { Breaker, BreakerSite } from './operator.ts';
import type { SortKey } from './order.ts';
import { keyOrder } from './order.ts';

/** Keeps all rows by column and sorts their numbers by the keys, stably. */
export function sort(site: BreakerSite, op: Sort<PhysicalOperator>): Breaker {
  const { gen, store, outside } = site;
  const name = gen.fresh('sort');
  const rows = new RowBuffer(gen, store, name);
  const keys = new KeyColumns(site, op.keys, name);
  const order = store.variable(`${name}_order`, () => 'null');
  return {
    comment: 'sort',
    input: op.input,
    givesWithoutInput: false,
    collect(cursor) {
      keys.push(cursor);
      const needed = gen.needed(op);
      rows.push(cursor, RowBuffer.columns(needed, cursor.env, outside.env));
    },
    finish(fn, block) {
      const count = rows.count(fn);
      const compare = keys.comparator(fn);
      const helper = gen.layout.helper('sortedRows', sortedRows);
      block.line(`${order.in(fn)} = ${helper}(${count}, ${compare});`);
      return count;
    },
    emit(cursor, index, consume) {
      const row = gen.fresh('row');
      cursor.block.line(`const ${row} = ${order.in(cursor.fn)}[${index}];`);
      consume(binding(cursor, rows.read(cursor, row)));
    },
  };
}

/** The sort keys of all rows, an array per key. */
export class KeyColumns {
  readonly #site: BreakerSite;
  readonly #keys: readonly SortKey[];
  readonly #cells: readonly Cell[];
  readonly #name: string;
  #codes: readonly Code[] | undefined;

  constructor(site: BreakerSite, keys: readonly SortKey[], name: string) {
    this.#site = site;
    this.#keys = keys;
    this.#name = name;
    this.#cells = keys.map((_, i) => site.store.object(`${name}_key${i}`, () => '[]'));
  }

  /** The row's keys, in variables. */
  codes(cursor: Cursor): readonly Code[] {
    const { gen } = this.#site;
    const codes = this.#keys.map(({ value }) =>
      materialized(gen, cursor.block, gen.expression(cursor, value)),
    );
    this.#codes ??= codes;
    return codes;
  }

  push(cursor: Cursor): void {
    this.codes(cursor).forEach((code, i) => {
      cursor.block.line(`${this.#array(cursor.fn, i)}.push(${stored(code)});`);
    });
  }

  put(cursor: Cursor, index: string, codes: readonly Code[]): void {
    codes.forEach((code, i) => {
      cursor.block.line(`${this.#array(cursor.fn, i)}[${index}] = ${stored(code)};`);
    });
  }

  /** The code of a key of row `index`, read into a constant. */
  read(cursor: Cursor, index: string): readonly Code[] {
    return (this.#codes ?? []).map((code, i) =>
      restored(this.#site.gen, cursor.block, code, `${this.#array(cursor.fn, i)}[${index}]`),
    );
  }

  /**
   * Writes a function that compares two rows by number; an expression that makes it. Ties go by
   * `arrivals`, an array by row, or by the numbers of the rows.
   */
  comparator(fn: FunctionScope, arrivals?: string): string {
    const { gen } = this.#site;
    const arrays = this.#keys.map((_, i) => this.#array(fn, i));
    if (arrivals !== undefined) arrays.push(arrivals);
    const name = `${this.#name}_comparator`;
    const body = gen.helpers.nested(`function ${name}(${arrays.join(', ')})`);
    const inner = new FunctionScope();
    body.adopt(inner.prologue);
    const compare = body.nested('return function compare(left, right)');
    const place = {
      fn: inner,
      block: compare,
      env: new Environment(),
      loops: [],
      rows: 1,
      filters: 0,
    };
    compareKeys(gen, place, {
      keys: this.#keys,
      left: this.#readFrom(place, arrays, 'left'),
      right: this.#readFrom(place, arrays, 'right'),
    });
    const tie = arrivals === undefined ? 'left - right' : `${arrivals}[left] - ${arrivals}[right]`;
    compare.line(`return ${tie};`);
    return `${name}(${arrays.join(', ')})`;
  }

  #readFrom(cursor: Cursor, arrays: readonly string[], row: string): readonly Code[] {
    return (this.#codes ?? []).map((code, i) =>
      restored(this.#site.gen, cursor.block, code, `${arrays[i] ?? ''}[${row}]`),
    );
  }

  #array(fn: FunctionScope, index: number): string {
    return this.#cells[index]?.in(fn) ?? '';
  }
}

interface Compared {
  readonly keys: readonly SortKey[];
  readonly left: readonly Code[];
  readonly right: readonly Code[];
}

/** Returns at the first key that tells the rows apart. */
function compareKeys(gen: Generator, cursor: Cursor, { keys, left, right }: Compared): void {
  keys.forEach((key, i) => {
    const a = left[i];
    const b = right[i];
    if (a === undefined || b === undefined) return;
    const order = gen.fresh('order');
    cursor.block.line(`const ${order} = ${keyOrder(gen, key, a, b)};`);
    cursor.block.line(`if (${order} !== 0) return ${order};`);
  });
}
