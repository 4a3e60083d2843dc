import { unreachable } from '../../../base/assert.ts';
import type { PhysicalOperator, SetOperationPlan } from '../../../planner/plan/operator.ts';
import type { VariableId } from '../../../semantics/bound/variable.ts';
import { boxed } from '../boxing.ts';
import type { Code } from '../code.ts';
import type { Consume, Generator } from '../generator.ts';
import { RowTally } from '../kernel/row-tally.ts';
import type { Cursor } from '../scope.ts';
import { at, binding } from '../scope.ts';
import { localStore, RowBuffer } from '../store.ts';
import { openLoop } from './loops.ts';

type SetPlan = SetOperationPlan<PhysicalOperator>;

/**
 * Set operators go by distinctness, ALL by how often a row occurs. The rows that stay are kept,
 * boxed, since the columns of the operands may be of different types, and what follows is a loop
 * over them.
 */
export function setOperation(gen: Generator, op: SetPlan, cursor: Cursor, consume: Consume): void {
  cursor.block.comment('set operation');
  const site = startSite(gen, op, cursor);
  switch (op.operator) {
    case 'UNION':
      side(site, 'left', cursor, (inner, row) =>
        keep(site, inner, row, op.all ? '' : `${site.tally}.add(${row}) === 1`),
      );
      side(site, 'right', cursor, (inner, row) =>
        keep(site, inner, row, op.all ? '' : `${site.tally}.add(${row}) === 1`),
      );
      break;
    case 'OTHERWISE': {
      side(site, 'left', cursor, (inner, row) => keep(site, inner, row, ''));
      const block = cursor.block.nested(`if (${site.rows.count(cursor.fn)} === 0)`);
      side(site, 'right', at(cursor, block), (inner, row) => keep(site, inner, row, ''));
      break;
    }
    case 'EXCEPT':
    case 'INTERSECT':
      side(site, 'right', cursor, (inner, row) => {
        inner.block.line(`${site.tally}.add(${row});`);
      });
      side(site, 'left', cursor, (inner, row) =>
        keep(site, inner, row, passes(op, site.tally, row)),
      );
      break;
    default:
      unreachable(op.operator);
  }
  if (!site.rows.isFilled) return;
  const index = gen.fresh('i');
  const count = site.rows.count(cursor.fn);
  const header = `for (let ${index} = 0, end = ${count}; ${index} < end; ${index}++)`;
  const loop = openLoop(cursor, header, cursor.rows);
  consume(binding(loop.inside, site.rows.read(loop.inside, index)));
  loop.finish();
}

/** Whether a row of the left side stays, given how often the right side has it. */
function passes(op: SetPlan, tally: string, row: string): string {
  if (op.operator === 'EXCEPT') {
    return op.all ? `!${tally}.remove(${row})` : `${tally}.add(${row}) === 1`;
  }
  return op.all ? `${tally}.remove(${row})` : `${tally}.removeAll(${row})`;
}

interface Site {
  readonly gen: Generator;
  readonly op: SetPlan;
  readonly rows: RowBuffer;
  readonly tally: string;
}

function startSite(gen: Generator, op: SetPlan, cursor: Cursor): Site {
  const store = localStore(cursor);
  const name = gen.fresh('union');
  const helper = gen.layout.helper('RowTally', RowTally);
  const tally = store.object(`${name}_tally`, () => `new ${helper}(${op.columns.length})`);
  return { gen, op, rows: new RowBuffer(gen, store, name), tally: tally.in(cursor.fn) };
}

/** The rows of an operand, each as a tuple of boxed values. */
function side(
  { gen, op }: Site,
  which: 'left' | 'right',
  cursor: Cursor,
  take: (inner: Cursor, row: string) => void,
): void {
  const columns = which === 'left' ? op.leftColumns : op.rightColumns;
  gen.produce(op[which], at(cursor, cursor.block.place()), (inner) => {
    const row = gen.fresh('row');
    const values = columns.map((column) => boxed(gen, inner.env.get(column)));
    inner.block.line(`const ${row} = [${values.join(', ')}];`);
    take(inner, row);
  });
}

function keep({ op, rows }: Site, cursor: Cursor, row: string, condition: string): void {
  const block = condition === '' ? cursor.block : cursor.block.nested(`if (${condition})`);
  const columns = op.columns.map((variable, i): readonly [VariableId, Code] => [
    variable,
    { rep: 'value', text: `${row}[${i}]`, nullable: true },
  ]);
  rows.push(at(cursor, block), columns);
}
