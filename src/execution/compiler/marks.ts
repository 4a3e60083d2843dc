import type { Generator } from './generator.ts';
import { MarkPool } from './kernel/marks.ts';
import type { FunctionScope } from './scope.ts';
import type { Store } from './store.ts';

/** A mark array of the run, taken from a pool at its start and given back at its end. */
export interface MarkSet {
  /** Local names of the array and of the current stamp in a function. */
  in(fn: FunctionScope): { readonly stamps: string; readonly stamp: string };
}

/** `size` is an expression over bound constants. */
export function markSet(gen: Generator, size: string): MarkSet {
  const name = gen.fresh('marks');
  const pool = gen.layout.value(`${name}_pool`, new MarkPool());
  gen.opening.hoist(name, `${pool}.take(${size})`);
  gen.field(name, name);
  gen.field(`${name}_stamp`, `${name}.stamp + 1`);
  gen.closing.push(`${pool}.give(s.${name}, s.${name}_stamp);`);
  return {
    in: (fn) => ({
      stamps: fn.hoist(`${name}_stamps`, `${fn.state}.${name}.stamps`),
      stamp: fn.load(`${name}_stamp`),
    }),
  };
}

/**
 * A mark array for one table's nodes that starts with nothing marked, at the start of the run or,
 * inside a correlated plan, of each evaluation of that plan.
 */
export function freshMarks(gen: Generator, store: Store, tables: readonly number[]): MarkSet {
  const set = markSet(gen, markSize(gen, tables));
  // The declaration's place in the code is where the operator starts over.
  store.variable(gen.fresh('start'), (fn) => {
    const { stamp } = fn === gen.opening ? { stamp: '' } : set.in(fn);
    return stamp === '' ? '0' : `++${stamp}`;
  });
  return set;
}

/** How many places a mark array over nodes needs: all rows of one table, or all slots. */
export function markSize(gen: Generator, tables: readonly number[]): string {
  const [only] = tables;
  if (only !== undefined && tables.length === 1) {
    const name = `t${only}`;
    gen.layout.bind(name, (_reader, raw) => raw.nodeTables[only]);
    return `${name}.rowCount`;
  }
  const pageTable = gen.layout.bind('pageTable', (_reader, raw) => raw.pageTable);
  return `${pageTable}.length << 10`;
}
