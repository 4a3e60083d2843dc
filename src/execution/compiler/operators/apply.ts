import type { Apply, PhysicalOperator } from '../../../planner/plan/operator.ts';
import type { VariableId } from '../../../semantics/bound/variable.ts';
import type { Code } from '../code.ts';
import { NULL_CODE } from '../code.ts';
import type { Consume, Generator } from '../generator.ts';
import type { Cursor } from '../scope.ts';
import { binding } from '../scope.ts';
import { edgeOfPacked, localStore, RowBuffer, stored } from '../store.ts';
import { nodeOfSlot } from '../tables.ts';
import { openLoop } from './loops.ts';

/** The inner plan in place, for each row. */
export function apply(
  gen: Generator,
  op: Apply<PhysicalOperator>,
  cursor: Cursor,
  consume: Consume,
): void {
  if (!op.optional) {
    gen.produce(op.inner, cursor, consume);
    return;
  }
  cursor.block.comment('optional');
  optional(gen, op, cursor, consume);
}

/**
 * OPTIONAL: what follows must be written once, for found rows and for the row of nulls alike. So
 * the inner rows are kept for a moment, and what follows is a loop over them.
 */
function optional(
  gen: Generator,
  op: Apply<PhysicalOperator>,
  cursor: Cursor,
  consume: Consume,
): void {
  const single = singleRow(gen, op, cursor);
  if (single !== undefined) {
    consume(single);
    return;
  }
  const store = localStore(cursor);
  const rows = new RowBuffer(gen, store, gen.fresh('inner'));
  const needed = neededOf(gen, op);
  let columns: readonly (readonly [VariableId, Code])[] = [];
  const block = cursor.block.place();
  gen.produce(op.inner, { ...cursor, block }, (inner) => {
    columns = needed.map((variable) => [variable, inner.env.find(variable) ?? NULL_CODE] as const);
    rows.push(inner, columns);
  });
  const count = rows.count(cursor.fn);
  const index = gen.fresh('i');
  const header = `for (let ${index} = 0, end = Math.max(${count}, 1); ${index} < end; ${index}++)`;
  const loop = openLoop(cursor, header, cursor.rows);
  const inside = loop.inside;
  const found = `${index} < ${count}`;
  const bound = columns.map(([variable, code]) => {
    const array = rows.array(inside.fn, variable);
    return [
      variable,
      nullableRead(gen, inside, code, { text: `${array}[${index}]`, found }),
    ] as const;
  });
  const missing = needed
    .filter((variable) => !columns.some(([known]) => known === variable))
    .map((variable) => [variable, NULL_CODE] as const);
  consume(binding(inside, [...bound, ...missing]));
  loop.finish();
}

function neededOf(gen: Generator, op: Apply<PhysicalOperator>): readonly VariableId[] {
  const needed = gen.needed(op);
  return op.added.filter((variable) => needed.has(variable));
}

interface MaybeFound {
  readonly text: string;
  /** The condition that there is a row. */
  readonly found: string;
}

/** The code read back, or null where the row of nulls stands. */
function nullableRead(
  gen: Generator,
  cursor: Cursor,
  code: Code,
  { text, found }: MaybeFound,
): Code {
  const name = code.rep === 'node' ? `${gen.fresh('m')}_slot` : gen.fresh('x');
  const isElement = code.rep === 'node' || code.rep === 'edge';
  cursor.block.line(`const ${name} = ${found} ? ${text} : ${isElement ? '-1' : 'null'};`);
  return nullableCode(gen, cursor, code, name);
}

/** The code of a value that stands in a variable, null (−1 for elements) where there is none. */
function nullableCode(gen: Generator, cursor: Cursor, code: Code, name: string): Code {
  switch (code.rep) {
    case 'node':
      return nodeOfSlot(gen, cursor.block.place(), {
        slot: name,
        tables: code.tables,
        nullable: true,
      });
    case 'edge':
      return edgeOfPacked(name, code.tables, true);
    case 'value':
      return { rep: 'value', text: name, nullable: true };
    case 'bool':
      return {
        rep: 'bool',
        whenTrue: `${name} === true`,
        whenFalse: `${name} === false`,
        value: name,
        nullable: true,
      };
    default:
      return { ...code, text: name, isNull: `${name} === null` };
  }
}

/**
 * An inner plan that gives at most one row, such as an expansion over an n:1 edge, needs no buffer:
 * its variables are declared before it as nulls and set inside.
 */
function singleRow(
  gen: Generator,
  op: Apply<PhysicalOperator>,
  cursor: Cursor,
): Cursor | undefined {
  if (!givesOneRow(op.inner)) return undefined;
  const declared = cursor.block.place();
  const block = cursor.block.place();
  const names = new Map<VariableId, { readonly name: string; readonly code: Code }>();
  const needed = neededOf(gen, op);
  gen.produce(op.inner, { ...cursor, block }, (inner) => {
    for (const variable of needed) {
      const code = inner.env.find(variable) ?? NULL_CODE;
      const isElement = code.rep === 'node' || code.rep === 'edge';
      const name = code.rep === 'node' ? `${gen.fresh('m')}_slot` : gen.fresh('x');
      declared.line(`let ${name} = ${isElement ? '-1' : 'null'};`);
      inner.block.line(`${name} = ${stored(code)};`);
      names.set(variable, { name, code });
    }
  });
  const bound = needed.map((variable) => {
    const found = names.get(variable);
    if (found === undefined) return [variable, NULL_CODE] as const;
    return [variable, nullableCode(gen, cursor, found.code, found.name)] as const;
  });
  return binding(cursor, bound);
}

/** Aggregation without keys, and what keeps its one row or drops it. */
function givesOneRow(op: PhysicalOperator): boolean {
  switch (op.kind) {
    case 'argument':
      return true;
    case 'aggregate':
      return op.keys.length === 0;
    case 'filter':
    case 'extend':
    case 'project':
    case 'checkNode':
    case 'differentEdges':
    case 'expandCount':
    case 'sort':
    case 'topK':
    case 'distinct':
      return givesOneRow(op.input);
    case 'nodeSeek':
      return op.unique && op.values.length === 1 && givesOneRow(op.input);
    default:
      return false;
  }
}
