import type { Span } from '../../../base/errors.ts';
import type { EdgeSelection, NodeSelection } from '../../../graph/reader.ts';
import type { PhysicalOperator } from '../../../planner/plan/operator.ts';
import type {
  CallExpr,
  CastExpr,
  IsLabeledExpr,
  IsTypedExpr,
} from '../../../semantics/bound/expression.ts';
import { castValue } from '../../../values/cast.ts';
import { isInstance } from '../../../values/type-of.ts';
import type { Value } from '../../../values/value.ts';
import { EdgeValue, NodeValue } from '../../../values/value.ts';
import type { ExecutionContext } from '../../executable.ts';
import type { EvaluationContext } from '../../functions/context.ts';
import type { Evaluation } from '../../runtime/evaluation.ts';
import { evaluationIn } from '../../runtime/evaluation.ts';
import { findImplementation } from '../../functions/registry.ts';
import type { ScalarFunction } from '../../functions/scalar.ts';
import { labelsMatch, labelsMatchIn } from '../../runtime/elements.ts';
import { located } from '../../runtime/located.ts';
import { boxed } from '../boxing.ts';
import type { Code } from '../code.ts';
import { nullTest } from '../code.ts';
import type { Generator } from '../generator.ts';
import { NotCompiled } from '../generator.ts';
import type { Cursor, FunctionScope } from '../scope.ts';
import { both, choice, FALSE, negated } from '../source/text.ts';
import { labelCondition, selectEdges, selectNodes } from '../tables.ts';
import { certain, threeForms } from '../truth-code.ts';

/** The run's evaluation context as a local. */
function evaluation(gen: Generator, fn: FunctionScope): string {
  const make = gen.layout.helper('evaluationIn', evaluationIn);
  return gen.perRun(fn, 'evaluation', `${make}(context)`);
}

function resultOf(gen: Generator, cursor: Cursor, text: string): Code {
  const name = gen.fresh('x');
  cursor.block.line(`const ${name} = ${text};`);
  return { rep: 'value', text: name, nullable: true };
}

/** Scalar functions are bound implementations: closures that place their errors in the text. */
export function call(gen: Generator, cursor: Cursor, expr: CallExpr<PhysicalOperator>): Code {
  const implementation = findImplementation(expr.name);
  if (implementation === undefined) throw new NotCompiled(expr.name);
  const args = expr.arguments.map((argument) => gen.value(cursor, argument));
  const context = evaluation(gen, cursor.fn);
  const closure = gen.layout.value('call', caller(implementation, args.length, expr.span));
  const [first = 'null', second = 'null'] = args;
  switch (args.length) {
    case 1:
      return resultOf(gen, cursor, `${closure}(${first}, ${context})`);
    case 2:
      return resultOf(gen, cursor, `${closure}(${first}, ${second}, ${context})`);
    default:
      return resultOf(gen, cursor, `${closure}([${args.join(', ')}], ${context})`);
  }
}

function caller(
  implementation: ScalarFunction,
  count: number,
  span: Span | undefined,
): (...args: never[]) => Value {
  if (count === 1) {
    return (argument: Value, context: EvaluationContext) =>
      placed(span, () =>
        implementation.apply1 === undefined
          ? implementation.apply([argument], context)
          : implementation.apply1(argument, context),
      );
  }
  if (count === 2) {
    return (left: Value, right: Value, context: EvaluationContext) =>
      placed(span, () =>
        implementation.apply2 === undefined
          ? implementation.apply([left, right], context)
          : implementation.apply2(left, right, context),
      );
  }
  return (args: readonly Value[], context: EvaluationContext) =>
    placed(span, () => implementation.apply(args, context));
}

function placed(span: Span | undefined, compute: () => Value): Value {
  try {
    return compute();
  } catch (error) {
    throw located(error, span);
  }
}

export function cast(gen: Generator, cursor: Cursor, expr: CastExpr<PhysicalOperator>): Code {
  const operand = gen.value(cursor, expr.operand);
  const closure = (given: Value, context: Evaluation): Value =>
    placed(expr.span, () => castValue(given, expr.type, context));
  const bound = gen.layout.value('cast', closure);
  return resultOf(gen, cursor, `${bound}(${operand}, ${evaluation(gen, cursor.fn)})`);
}

export function typeTest(
  gen: Generator,
  cursor: Cursor,
  expr: IsTypedExpr<PhysicalOperator>,
): Code {
  const operand = gen.value(cursor, expr.operand);
  const { test, negated: isNegated } = expr;
  const closure = (given: Value, context: Evaluation): boolean =>
    isInstance(given, test, context.labelsOf) !== isNegated;
  const bound = gen.layout.value('typed', closure);
  return certain(`${bound}(${operand}, ${evaluation(gen, cursor.fn)})`);
}

export function labelTest(
  gen: Generator,
  cursor: Cursor,
  expr: IsLabeledExpr<PhysicalOperator>,
): Code {
  const operand = gen.expression(cursor, expr.operand);
  if (operand.rep === 'node') {
    const reader = (): string => gen.reader(cursor.fn);
    const { condition } = labelCondition(gen, reader, operand, expr.test);
    const isNull = nullTest(operand);
    const holds = expr.negated ? negated(condition) : condition;
    return {
      rep: 'bool',
      whenTrue: both(negated(isNull), holds),
      whenFalse: both(negated(isNull), negated(holds)),
      value: choice(isNull, 'null', holds),
      nullable: isNull !== FALSE,
    };
  }
  const closure = testLabels(expr);
  const nodes = selectNodes(gen, expr.test).selection;
  const edges = selectEdges(gen, expr.test).selection;
  const context = gen.context(cursor.fn);
  const bound = gen.layout.value('labeled', closure);
  return threeForms(`${bound}(${context}, ${boxed(gen, operand)}, ${nodes}, ${edges})`);
}

/** `nodes` and `edges` are what the test selects in the graph of the run. */
function testLabels({ negated: isNegated, span, test }: IsLabeledExpr<PhysicalOperator>) {
  return (
    context: ExecutionContext,
    operand: Value,
    nodes: NodeSelection,
    edges: EdgeSelection,
  ): Value =>
    placed(span, () => {
      const { reader } = context;
      const isElement = operand instanceof NodeValue || operand instanceof EdgeValue;
      const matches =
        isElement && operand.graph !== reader.graph
          ? labelsMatchIn(context.readerOf(operand.graph), operand, test)
          : labelsMatch(reader, operand, nodes, edges);
      return matches === null ? null : matches !== isNegated;
    });
}
