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
import type { ExpressionBuilders } from './builders.ts';

export function list(of: ExpressionBuilders, expr: ListExpr<PhysicalOperator>): Evaluate {
  const elements = expr.elements.map((element) => of.evaluator(element));
  return () => elements.map((element) => element());
}

export function record(of: ExpressionBuilders, expr: RecordExpr<PhysicalOperator>): Evaluate {
  const values = expr.values.map((value) => of.evaluator(value));
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

export function letIn(
  build: Build,
  of: ExpressionBuilders,
  expr: LetExpr<PhysicalOperator>,
): Evaluate {
  const value = of.evaluator(expr.value);
  const assign = assigner(build, expr.variable);
  const body = of.evaluator(expr.body);
  return () => {
    assign(value());
    return body();
  };
}

export function comprehension(
  build: Build,
  of: ExpressionBuilders,
  expr: ComprehensionExpr<PhysicalOperator>,
): Evaluate {
  const source = of.evaluator(expr.list);
  const assign = assigner(build, expr.variable);
  const where = expr.where && of.condition(expr.where);
  const value = expr.value && of.evaluator(expr.value);
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

export function reduce(
  build: Build,
  of: ExpressionBuilders,
  expr: ReduceExpr<PhysicalOperator>,
): Evaluate {
  const initial = of.evaluator(expr.initial);
  const source = of.evaluator(expr.list);
  const assignElement = assigner(build, expr.variable);
  const assignResult = assigner(build, expr.accumulator);
  const value = of.evaluator(expr.value);
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
