import type { PhysicalOperator } from '../../../planner/plan/operator.ts';
import type {
  ComprehensionExpr,
  ReduceExpr,
  LetExpr,
  ListExpr,
  MakePathExpr,
  RecordExpr,
} from '../../../semantics/bound/expression.ts';
import type { Span } from '../../../base/errors.ts';
import { invalidValueType } from '../../../values/data-error.ts';
import { describeFamily, isList } from '../../../values/family.ts';
import type { Value } from '../../../values/value.ts';
import { PathValue, RecordValue } from '../../../values/value.ts';
import { located } from '../../runtime/located.ts';
import { makePath } from '../../runtime/paths.ts';
import type { Build, Evaluate } from '../build.ts';
import { assigner, boxedReader } from '../registers.ts';
import { condition } from './conditions.ts';
import { evaluator } from './evaluator.ts';

export function list(build: Build, expr: ListExpr<PhysicalOperator>): Evaluate {
  const elements = expr.elements.map((element) => evaluator(build, element));
  return () => elements.map((element) => element());
}

export function record(build: Build, expr: RecordExpr<PhysicalOperator>): Evaluate {
  const values = expr.values.map((value) => evaluator(build, value));
  const { names } = expr;
  return () =>
    new RecordValue(
      names,
      values.map((value) => value()),
    );
}

export function pathOf(build: Build, expr: MakePathExpr): Evaluate {
  const parts = expr.variables.map((variable) => boxedReader(build, variable));
  const { run } = build;
  const { span } = expr;
  return () => {
    try {
      return makePath(
        run.reader,
        parts.map((part) => part()),
      );
    } catch (error) {
      throw located(error, span);
    }
  };
}

export function letIn(build: Build, expr: LetExpr<PhysicalOperator>): Evaluate {
  const value = evaluator(build, expr.value);
  const assign = assigner(build, expr.variable);
  const body = evaluator(build, expr.body);
  return () => {
    assign(value());
    return body();
  };
}

export function comprehension(build: Build, expr: ComprehensionExpr<PhysicalOperator>): Evaluate {
  const source = evaluator(build, expr.list);
  const assign = assigner(build, expr.variable);
  const where = expr.where && condition(build, expr.where);
  const value = expr.value && evaluator(build, expr.value);
  const { run } = build;
  const { span } = expr.list;
  return () => {
    const elements = listOf(source(), span);
    if (elements === null) return null;
    const result: Value[] = [];
    for (const element of elements) {
      assign(element);
      if (where === undefined || where()) result.push(value === undefined ? element : value());
    }
    run.count(elements.length);
    return result;
  };
}

export function reduce(build: Build, expr: ReduceExpr<PhysicalOperator>): Evaluate {
  const initial = evaluator(build, expr.initial);
  const source = evaluator(build, expr.list);
  const assignElement = assigner(build, expr.variable);
  const assignResult = assigner(build, expr.accumulator);
  const value = evaluator(build, expr.value);
  const { run } = build;
  const { span } = expr.list;
  return () => {
    const elements = listOf(source(), span);
    if (elements === null) return null;
    let result = initial();
    for (const element of elements) {
      assignElement(element);
      assignResult(result);
      result = value();
    }
    run.count(elements.length);
    return result;
  };
}

/** What can be run through: a list, or null for null. */
export function listOf(value: Value, span: Span | undefined): readonly Value[] | null {
  if (value === null || isList(value)) return value;
  const hint =
    value instanceof PathValue ? 'ELEMENTS(path) is the list of its elements' : undefined;
  throw located(invalidValueType(`expected a list, found ${describeFamily(value)}`, hint), span);
}
