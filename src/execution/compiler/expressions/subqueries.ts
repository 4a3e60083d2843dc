import { GqlError } from '../../../base/errors.ts';
import type { PhysicalOperator } from '../../../planner/plan/operator.ts';
import type { ExistsExpr, ValueQueryExpr } from '../../../semantics/bound/expression.ts';
import { boxed } from '../boxing.ts';
import type { Code } from '../code.ts';
import type { Generator } from '../generator.ts';
import type { Cursor } from '../scope.ts';
import { at, leaving } from '../scope.ts';
import { certain } from '../truth-code.ts';

/** The subquery in place; the first row leaves it. */
export function exists(gen: Generator, cursor: Cursor, expr: ExistsExpr<PhysicalOperator>): Code {
  const found = gen.fresh('found');
  const label = `${found}_search`;
  cursor.block.line(`let ${found} = false;`);
  const search = cursor.block.nested(`${label}:`);
  gen.produce(expr.query, at(cursor, search), (inner) => {
    const leave = leaving(inner.callback, cursor.callback, [`break ${label};`]);
    inner.block.lines(`${found} = true;`, ...leave);
  });
  return certain(found);
}

/** One row's value, null without a row; a second row is an exception (20.6, general rules). */
export function valueQuery(
  gen: Generator,
  cursor: Cursor,
  expr: ValueQueryExpr<PhysicalOperator>,
): Code {
  const result = gen.fresh('x');
  const rows = gen.fresh('rows');
  const refuse = gen.layout.value('refuseRow', () => {
    throw new GqlError('22000', 'a VALUE query must not give more than one row', {
      span: expr.span,
      hint: 'add LIMIT 1 or aggregate',
    });
  });
  cursor.block.line(`let ${result} = null;`);
  cursor.block.line(`let ${rows} = 0;`);
  const query = cursor.block.place();
  gen.produce(expr.query, at(cursor, query), (inner) => {
    inner.block.line(`if (${rows}++ > 0) ${refuse}();`);
    inner.block.line(`${result} = ${boxed(gen, inner.env.get(expr.column))};`);
  });
  return { rep: 'value', text: result, nullable: true };
}
