import type { PhysicalOperator, TopK } from '../../../planner/plan/operator.ts';
import type { Code } from '../code.ts';
import { nullTest } from '../code.ts';
import type { Generator } from '../generator.ts';
import { risen, sortedRows, sunk } from '../kernel/sorting.ts';
import type { Cursor } from '../scope.ts';
import { at, binding } from '../scope.ts';
import type { Cell } from '../store.ts';
import { RowBuffer } from '../store.ts';
import type { Breaker, BreakerSite } from './operator.ts';
import { keyOrder } from './order.ts';
import { countIn } from './page.ts';
import { KeyColumns } from './sort.ts';

/**
 * Keeps the best offset + limit rows in a heap with the worst on top. A row that is no better than
 * the worst costs the comparison of its first key, and the rest of it is never looked at.
 */
export function topK(site: BreakerSite, op: TopK<PhysicalOperator>): Breaker {
  const { gen, store, outside } = site;
  const name = gen.fresh('top');
  const here = outside.fn === gen.opening ? undefined : outside;
  const offset = store.variable(
    `${name}_offset`,
    op.offset === undefined ? () => '0' : countIn(gen, here, op.offset),
  );
  const limit = store.variable(`${name}_limit`, countIn(gen, here, op.limit));
  const parts: TopParts = {
    rows: new RowBuffer(gen, store, name),
    keys: new KeyColumns(site, op.keys, name),
    heap: store.object(`${name}_heap`, () => '[]'),
    arrivals: store.object(`${name}_arrivals`, () => '[]'),
    arrived: store.variable(`${name}_arrived`, () => '0'),
    compare: store.variable(`${name}_compare`, () => 'null'),
    offset,
    limit,
  };
  const order = store.variable(`${name}_sorted`, () => 'null');
  return {
    comment: 'top k',
    input: op.input,
    givesWithoutInput: false,
    collect(cursor) {
      const columns = (inner: Cursor): ReturnType<typeof RowBuffer.columns> =>
        RowBuffer.columns(gen.needed(op), inner.env, outside.env);
      offer(gen, op, cursor, { ...parts, columns });
    },
    finish(fn, block) {
      const heap = parts.heap.in(fn);
      const helper = gen.layout.helper('sortedHeap', sortedHeap);
      block.line(`${order.in(fn)} = ${helper}(${heap}, ${parts.compare.in(fn)});`);
      return `Math.max(0, ${heap}.length - ${offset.in(fn)})`;
    },
    emit(cursor, index, consume) {
      const row = gen.fresh('row');
      const { fn } = cursor;
      cursor.block.line(`const ${row} = ${order.in(fn)}[${index} + ${offset.in(fn)}];`);
      consume(binding(cursor, parts.rows.read(cursor, row)));
    },
  };
}

interface TopParts {
  readonly rows: RowBuffer;
  readonly keys: KeyColumns;
  readonly heap: Cell;
  /** When each kept row came, which breaks ties, and how many have come. */
  readonly arrivals: Cell;
  readonly arrived: Cell;
  readonly compare: Cell;
  readonly offset: Cell;
  readonly limit: Cell;
}

type Columns = (cursor: Cursor) => ReturnType<typeof RowBuffer.columns>;

function offer(
  gen: Generator,
  op: TopK<PhysicalOperator>,
  cursor: Cursor,
  parts: TopParts & { readonly columns: Columns },
): void {
  const { rows, keys, heap, compare, columns } = parts;
  const { fn, block } = cursor;
  const codes = keys.codes(cursor);
  const compareName = compare.in(fn);
  const capacity = `${parts.offset.in(fn)} + ${parts.limit.in(fn)}`;
  const arrivals = parts.arrivals.in(fn);
  const arrived = `${parts.arrived.in(fn)}++`;
  const list = heap.in(fn);
  const comparator = keys.comparator(fn, arrivals);
  const filling = at(cursor, block.nested(`if (${list}.length < ${capacity})`));
  filling.block.line(`if (${compareName} === null) ${compareName} = ${comparator};`);
  filling.block.line(`${list}.push(${rows.count(fn)});`);
  filling.block.line(`${arrivals}.push(${arrived});`);
  keys.put(filling, rows.count(fn), codes);
  rows.push(filling, columns(filling));
  filling.block.line(`${gen.layout.helper('risen', risen)}(${list}, ${compareName});`);
  const full = block.nested(`else if (${list}.length !== 0)`);
  const worst = gen.fresh('worst');
  full.line(`const ${worst} = ${list}[0];`);
  const better = improvement(gen, op, at(cursor, full), { keys, codes, worst });
  better.block.line(`${arrivals}[${worst}] = ${arrived};`);
  keys.put(better, worst, codes);
  rows.put(better, worst, columns(better));
  better.block.line(`${gen.layout.helper('sunk', sunk)}(${list}, ${compareName});`);
}

/** The place where the row is better than the worst one. A row that ties came later and is not. */
function improvement(
  gen: Generator,
  op: TopK<PhysicalOperator>,
  cursor: Cursor,
  {
    keys,
    codes,
    worst,
  }: { readonly keys: KeyColumns; readonly codes: readonly Code[]; readonly worst: string },
): Cursor {
  const others = keys.read(cursor, worst);
  let condition = 'false';
  for (let i = op.keys.length - 1; i >= 0; i--) {
    const key = op.keys[i];
    const mine = codes[i];
    const theirs = others[i];
    if (key === undefined || mine === undefined || theirs === undefined) continue;
    const order = directOrder(gen, { key, mine, theirs });
    condition =
      condition === 'false' ? order.before : `${order.before} || ${order.tie} && (${condition})`;
  }
  return at(cursor, cursor.block.nested(`if (${condition})`));
}

/** Comparisons without a subtraction where the key is a bare number. */
function directOrder(
  gen: Generator,
  {
    key,
    mine,
    theirs,
  }: {
    readonly key: TopK<PhysicalOperator>['keys'][number];
    readonly mine: Code;
    readonly theirs: Code;
  },
): { readonly before: string; readonly tie: string } {
  const isBare =
    mine.rep === 'int' &&
    theirs.rep === 'int' &&
    nullTest(mine) === 'false' &&
    nullTest(theirs) === 'false';
  if (isBare) {
    const operator = key.descending ? '>' : '<';
    return {
      before: `${mine.text} ${operator} ${theirs.text}`,
      tie: `${mine.text} === ${theirs.text}`,
    };
  }
  const order = `(${keyOrder(gen, key, mine, theirs)})`;
  return { before: `${order} < 0`, tie: `${order} === 0` };
}

/** The rows of a heap in their order. */
function sortedHeap(
  heap: readonly number[],
  compare: (left: number, right: number) => number,
): readonly number[] {
  const order = sortedRows(heap.length, (left, right) =>
    compare(heap[left] as number, heap[right] as number),
  );
  return Array.from(order, (place) => heap[place] as number);
}
