import { unreachable } from '../../../base/assert.ts';
import type { PhysicalExpr, PhysicalOperator } from '../../../planner/plan/operator.ts';
import type { CompareExpr } from '../../../semantics/bound/expression.ts';
import type { Truth } from '../../runtime/truth.ts';
import { compare3 } from '../../runtime/truth.ts';
import type { Build, Condition, Evaluate } from '../build.ts';
import { registerKind } from '../build.ts';
import type { ExpressionBuilders } from './builders.ts';

type Compare = CompareExpr<PhysicalOperator>;

/** One closure per operator, each with the two frequent types in place. */
export function comparisonTruth(build: Build, of: ExpressionBuilders, expr: Compare): () => Truth {
  const elements = sameElement(build, expr);
  if (elements !== undefined) return elements;
  const left = of.evaluator(expr.left);
  const right = of.evaluator(expr.right);
  return compareEvaluated(left, right, expr);
}

export function comparisonCondition(
  build: Build,
  of: ExpressionBuilders,
  expr: Compare,
): Condition {
  const elements = sameElement(build, expr);
  if (elements !== undefined) return () => elements() === true;
  const left = of.evaluator(expr.left);
  const right = of.evaluator(expr.right);
  const { span } = expr;
  const { operator } = expr;
  switch (operator) {
    case '=':
      return () => {
        const a = left();
        const b = right();
        if (typeof a === 'number' && typeof b === 'number') return a === b;
        if (typeof a === 'string' && typeof b === 'string') return a === b;
        return compare3('=', a, b, span) === true;
      };
    case '<':
      return () => {
        const a = left();
        const b = right();
        if (typeof a === 'number' && typeof b === 'number') return a < b;
        return compare3('<', a, b, span) === true;
      };
    case '>':
      return () => {
        const a = left();
        const b = right();
        if (typeof a === 'number' && typeof b === 'number') return a > b;
        return compare3('>', a, b, span) === true;
      };
    case '<=':
      return () => {
        const a = left();
        const b = right();
        if (typeof a === 'number' && typeof b === 'number') return a <= b;
        return compare3('<=', a, b, span) === true;
      };
    case '>=':
      return () => {
        const a = left();
        const b = right();
        if (typeof a === 'number' && typeof b === 'number') return a >= b;
        return compare3('>=', a, b, span) === true;
      };
    case '<>': {
      const truth = compareEvaluated(left, right, expr);
      return () => truth() === true;
    }
    default:
      return unreachable(operator);
  }
}

function compareEvaluated(left: Evaluate, right: Evaluate, expr: Compare): () => Truth {
  const { operator, span } = expr;
  return () => compare3(operator, left(), right(), span);
}

/** `a = b` and `a <> b` on two element registers of one kind compare numbers, boxing nothing. */
function sameElement(build: Build, expr: Compare): (() => Truth) | undefined {
  if (expr.operator !== '=' && expr.operator !== '<>') return undefined;
  const left = elementRegister(build, expr.left);
  const right = elementRegister(build, expr.right);
  if (left === undefined || right === undefined || left.kind !== right.kind) return undefined;
  const { frame } = build.run;
  const a = left.variable;
  const b = right.variable;
  const whenSame = expr.operator === '=';
  return () => {
    const first = frame[a] as number;
    const second = frame[b] as number;
    if (first < 0 || second < 0) return null;
    return (first === second) === whenSame;
  };
}

function elementRegister(
  build: Build,
  expr: PhysicalExpr,
): { readonly kind: 'node' | 'edge'; readonly variable: number } | undefined {
  if (expr.kind !== 'variable') return undefined;
  const kind = registerKind(build, expr.variable);
  return kind === 'value' ? undefined : { kind, variable: expr.variable };
}
