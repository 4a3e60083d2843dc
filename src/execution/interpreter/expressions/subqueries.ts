import { GqlError } from '../../../base/errors.ts';
import type { PhysicalOperator } from '../../../planner/plan/operator.ts';
import type { ExistsExpr, ValueQueryExpr } from '../../../semantics/bound/expression.ts';
import type { Value } from '../../../values/value.ts';
import type { Build, Evaluate } from '../build.ts';
import { runToEnd } from '../build.ts';
import { boxedReader } from '../registers.ts';

/**
 * The subquery's operators work on the registers of the row that they are evaluated for, since
 * every variable of a program has a register of its own. It stops at the first row.
 */
export function exists(build: Build, expr: ExistsExpr<PhysicalOperator>): Evaluate {
  let found = false;
  const task = build.task(expr.query, () => {
    found = true;
    return false;
  });
  return () => {
    found = false;
    runToEnd(build.run, task);
    return found;
  };
}

/** One row's value, null without a row; a second row is an exception (20.6, general rules). */
export function valueQuery(build: Build, expr: ValueQueryExpr<PhysicalOperator>): Evaluate {
  const read = boxedReader(build, expr.column);
  const { span } = expr;
  let value: Value = null;
  let rows = 0;
  const task = build.task(expr.query, () => {
    value = read();
    return ++rows < 2;
  });
  return () => {
    value = null;
    rows = 0;
    runToEnd(build.run, task);
    if (rows > 1) {
      throw new GqlError('22000', 'a VALUE query must not give more than one row', {
        span,
        hint: 'add LIMIT 1 or aggregate',
      });
    }
    return value;
  };
}
