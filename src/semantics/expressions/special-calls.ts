import type { Span } from '../../base/errors.ts';
import type {
  Cast,
  DurationBetweenCall,
  Slice,
  Subscript,
  TrimCall,
} from '../../syntax/ast/expression.ts';
import type { Expression } from '../../syntax/ast/expression.ts';
import { NULL_TYPE } from '../../values/type.ts';
import type { BoundExpr } from '../bound/statement.ts';
import type { ExpressionContext } from '../expression-context.ts';
import { bindPart } from '../expression-context.ts';
import { canBe, describeType, invalidType, staticFamily } from '../static-types.ts';
import { callOperator } from './operator-calls.ts';
import { callScalar } from './scalar-calls.ts';
import { constant, text } from './references.ts';

export function bindCast(e: Cast, context: ExpressionContext): BoundExpr {
  const given = bindPart(e.operand, context);
  const { type } = e.type;
  const isStrictTruth =
    context.state.environment.strict && type.kind === 'simple' && type.name === 'BOOL';
  const operand = isStrictTruth ? truthSource(given, e.span) : given;
  return { kind: 'cast', operand, type, span: e.span };
}

/** The cast of 0 and 1 to BOOL is an extension (20.8). */
function truthSource(operand: BoundExpr, span: Span): BoundExpr {
  const family = staticFamily(operand.type);
  if (family === 'number') {
    throw invalidType('a number does not cast to BOOL in ISO GQL', span, 'compare it: x <> 0');
  }
  return family === undefined ? callOperator('TRUTH', [operand], span) : operand;
}

export function bindTrim(e: TrimCall, context: ExpressionContext): BoundExpr {
  const operands = [bindPart(e.source, context)];
  if (e.characters !== undefined) operands.push(bindPart(e.characters, context));
  return callOperator(`TRIM ${e.specification}`, operands, e.span);
}

export function bindDurationBetween(e: DurationBetweenCall, context: ExpressionContext): BoundExpr {
  const operands = [bindPart(e.from, context), bindPart(e.to, context)];
  if (e.qualifier === 'YEAR TO MONTH') operands.push(text(e.qualifier, e.span));
  return callScalar('DURATION_BETWEEN', operands, e.span);
}

export function bindSubscript(e: Subscript, context: ExpressionContext): BoundExpr {
  const operand = bindPart(e.operand, context);
  const index = bindPart(e.index, context);
  const family = staticFamily(operand.type);
  if (family === 'list' && !canBe(index.type, 'number')) {
    throw invalidType(
      `a list is indexed by a number, not ${describeType(index.type)}`,
      e.index.span,
    );
  }
  return callOperator('SUBSCRIPT', [operand, index], e.span);
}

export function bindSlice(e: Slice, context: ExpressionContext): BoundExpr {
  const operand = bindPart(e.operand, context);
  if (!canBe(operand.type, 'list', 'string')) {
    throw invalidType(`${describeType(operand.type)} has no slices`, e.operand.span);
  }
  const bound = (end: Expression | undefined): BoundExpr =>
    end === undefined ? constant(null, NULL_TYPE, e.span) : bindPart(end, context);
  return callOperator('SLICE', [operand, bound(e.from), bound(e.to)], e.span);
}
