import type { PhysicalOperator, ProcedureCall } from '../../../planner/plan/operator.ts';
import type { Value } from '../../../values/value.ts';
import type { ExecutionContext } from '../../executable.ts';
import type { Code } from '../code.ts';
import type { Consume, Generator } from '../generator.ts';
import type { Cursor } from '../scope.ts';
import { binding } from '../scope.ts';
import { countWork, openLoop } from './loops.ts';

/** A named procedure's rows; its name and its columns' are bound with the closure. */
export function procedureCall(
  gen: Generator,
  op: ProcedureCall<PhysicalOperator>,
  cursor: Cursor,
  consume: Consume,
): void {
  const { block } = cursor;
  block.comment('procedure call');
  const args = op.arguments.map((argument) => gen.value(cursor, argument));
  const call = gen.layout.value('procedure', caller(op));
  const rows = gen.fresh('rows');
  const row = gen.fresh('row');
  block.line(`const ${rows} = ${call}(${gen.context(cursor.fn)}, [${args.join(', ')}]);`);
  const loop = openLoop(cursor, `for (const ${row} of ${rows})`, cursor.rows * 8);
  // How many rows there are shows only as they come, and there may be no end of them.
  countWork(gen, loop.inside, '1');
  const bound = op.yields.map(({ variable }, i) => {
    const name = gen.unique(`v${variable}`);
    loop.inside.block.line(`const ${name} = ${row}[${i}];`);
    const code: Code = { rep: 'value', text: name, nullable: true };
    return [variable, code] as const;
  });
  consume(binding(loop.inside, bound));
  loop.finish();
}

type Rows = Iterable<readonly Value[]>;

/**
 * The rows with their columns in the order of the yield; OPTIONAL gives a row of nulls for none.
 */
function caller(
  op: ProcedureCall<PhysicalOperator>,
): (context: ExecutionContext, args: readonly Value[]) => Rows {
  const columns = op.yields.map(({ column }) => column);
  return function* (context, args) {
    let isEmpty = true;
    for (const row of context.callProcedure(op.name, args)) {
      isEmpty = false;
      yield columns.map((column) => row[column] ?? null);
    }
    if (isEmpty && op.optional) yield columns.map(() => null);
  };
}
