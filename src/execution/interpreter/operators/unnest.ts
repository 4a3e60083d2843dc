import type { PhysicalOperator, ProcedureCall, Unnest } from '../../../planner/plan/operator.ts';
import type { Value } from '../../../values/value.ts';
import type { Build, Fan } from '../build.ts';
import { listOf } from '../expressions/collections.ts';
import { evaluator } from '../expressions/evaluator.ts';
import { assigner, clearer } from '../registers.ts';

/** FOR: null and the empty list give no rows (ISO/IEC 39075, 14.7). */
export function unnest(build: Build, op: Unnest<PhysicalOperator>): Fan {
  const { run } = build;
  const { frame } = run;
  const list = evaluator(build, op.list);
  const assign = assigner(build, op.variable);
  const { position } = op;
  const { span } = op.list;
  let elements: readonly Value[] = [];
  let at = 0;
  return {
    open() {
      elements = listOf(list(), span) ?? [];
      at = 0;
    },
    next() {
      if (at >= elements.length) return false;
      run.count(1);
      if (position !== undefined) frame[position.variable] = position.start + at;
      assign(elements[at++] as Value);
      return true;
    },
  };
}

export function procedureCall(build: Build, op: ProcedureCall<PhysicalOperator>): Fan {
  const { run } = build;
  const args = op.arguments.map((argument) => evaluator(build, argument));
  const yields = op.yields.map(({ column, variable }) => ({
    column,
    assign: assigner(build, variable),
  }));
  const clear = clearer(
    build,
    op.yields.map((each) => each.variable),
  );
  let rows: Iterator<Readonly<Record<string, Value>>> = [][Symbol.iterator]();
  let missing = false;
  return {
    open() {
      const values = args.map((argument) => argument());
      rows = run.context.callProcedure(op.name, values)[Symbol.iterator]();
      missing = op.optional;
    },
    next() {
      const next = rows.next();
      run.count(1);
      if (next.done !== true) {
        missing = false;
        for (const { column, assign } of yields) assign(next.value[column] ?? null);
        return true;
      }
      if (!missing) return false;
      missing = false;
      clear();
      return true;
    },
  };
}
