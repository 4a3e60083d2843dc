import type { Distinct, PhysicalOperator } from '../../../planner/plan/operator.ts';
import { TupleMap } from '../../../values/value-map.ts';
import { boxed } from '../boxing.ts';
import type { Consume, Generator } from '../generator.ts';
import { NumberGroups } from '../kernel/number-groups.ts';
import { freshMarks } from '../marks.ts';
import type { Cursor } from '../scope.ts';
import { when } from '../scope.ts';
import type { Store } from '../store.ts';
import { numberKey } from './aggregate/number-key.ts';

/** Lets the first row of each combination through. */
export function distinct(
  gen: Generator,
  op: Distinct<PhysicalOperator>,
  { cursor, store }: { readonly cursor: Cursor; readonly store: Store },
  consume: Consume,
): void {
  const { block, fn } = cursor;
  block.comment('distinct');
  const codes = op.variables.map((variable) => cursor.env.get(variable));
  const [only] = codes;
  const name = gen.fresh('seen');
  if (only?.rep === 'node' && codes.length === 1 && only.tables.length === 1 && !only.isNull) {
    const marks = freshMarks(gen, store, only.tables).in(fn);
    const place = `${marks.stamps}[${only.row()}]`;
    const inside = when(cursor, `${place} !== ${marks.stamp}`);
    inside.block.line(`${place} = ${marks.stamp};`);
    consume(inside);
    return;
  }
  const key = numberKey(gen, codes);
  const helper =
    key === undefined
      ? gen.layout.helper('TupleMap', TupleMap)
      : gen.layout.helper('NumberGroups', NumberGroups);
  const arity = key === undefined ? String(codes.length) : '';
  const table = store.object(name, () => `new ${helper}(${arity})`).in(fn);
  const bytes = (): number => (key === undefined ? 64 : 24);
  gen.kept.push({ local: name, count: `${name}.size`, bytes });
  const text = key?.text ?? `[${codes.map((code) => boxed(gen, code)).join(', ')}]`;
  const before = gen.fresh('before');
  block.line(`const ${before} = ${table}.size;`);
  consume(when(cursor, `${table}.add(${text}) === ${before}`));
}
