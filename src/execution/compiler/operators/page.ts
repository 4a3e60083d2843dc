import type { Page, PhysicalExpr, PhysicalOperator } from '../../../planner/plan/operator.ts';
import type { Consume, Generator } from '../generator.ts';
import { pageCount } from '../kernel/page-count.ts';
import type { Cursor, FunctionScope } from '../scope.ts';
import { leaving } from '../scope.ts';
import type { Store } from '../store.ts';
import { emptyCursor } from './stages.ts';

/** Where a page stands: in the main pipeline, or at a cursor. */
interface PageSite {
  readonly cursor: Cursor | undefined;
  readonly store: Store;
}

/** Counts rows off; behind the last one the loops are left. */
export function page(
  gen: Generator,
  op: Page<PhysicalOperator>,
  site: PageSite,
  consume: Consume,
): void {
  const { cursor, store } = site;
  const name = gen.fresh('page');
  const skip =
    op.offset === undefined
      ? undefined
      : store.variable(`${name}_skip`, countIn(gen, cursor, op.offset));
  const left =
    op.limit === undefined
      ? undefined
      : store.variable(`${name}_left`, countIn(gen, cursor, op.limit));
  const label = cursor === undefined ? undefined : name;
  const stop = (inner: Cursor): readonly string[] =>
    leaving(
      inner.callback,
      cursor?.callback,
      label === undefined ? leaveStage(inner.fn) : [`break ${label};`],
    );
  const taken = (inner: Cursor): void => {
    inner.block.comment('page');
    let block = inner.block;
    if (skip !== undefined) {
      block.line(`if (${skip.in(inner.fn)} > 0) ${skip.in(inner.fn)}--;`);
      block = block.nested('else');
    }
    if (left === undefined) return consume({ ...inner, block });
    const remaining = left.in(inner.fn);
    // The row that would be one too many; with LIMIT 0 that is the first.
    block.nested(`if (${remaining} <= 0)`).lines(...stop(inner));
    block.line(`${remaining}--;`);
    const body = block.place();
    consume({ ...inner, block: body });
    block.nested(`if (${remaining} <= 0)`).lines(...stop(inner));
  };
  if (cursor === undefined) return gen.produceStages(op.input, taken);
  const block = label === undefined ? cursor.block : cursor.block.nested(`${label}:`);
  gen.produce(op.input, { ...cursor, block }, taken);
}

function leaveStage(fn: FunctionScope): readonly string[] {
  return ['next = Infinity;', `break ${fn.stopLabel()};`];
}

/** The count of a page as an expression of the function that starts it. */
export function countIn(
  gen: Generator,
  cursor: Cursor | undefined,
  expr: PhysicalExpr,
): (fn: FunctionScope) => string {
  return (fn) => {
    const check = gen.layout.value('pageCount', pageCount(expr.span));
    const place = cursor ?? emptyCursor(fn);
    return `${check}(${gen.value({ ...place, fn }, expr)})`;
  };
}
