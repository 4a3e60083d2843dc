import { unreachable } from '../../../base/assert.ts';
import type { PhysicalExpr } from '../../../planner/plan/operator.ts';
import { constantCode } from '../boxing.ts';
import type { Code } from '../code.ts';
import type { Generator } from '../generator.ts';
import type { Cursor } from '../scope.ts';
import { arithmetic, negation } from './arithmetic.ts';
import { call, cast, labelTest, typeTest } from './calls.ts';
import { caseCode, coalesceCode } from './choices.ts';
import { compare } from './compare.ts';
import { entryPredicate } from './entry-predicate.ts';
import { island } from './island.ts';
import { logic, negatedTruth, nullTestCode, truthTestCode } from './logic.ts';
import { property } from './property.ts';
import { exists, valueQuery } from './subqueries.ts';
import { letIn, listCode, recordCode } from './values.ts';

/**
 * Writes the code of an expression. What has to be evaluated in statements of its own is added to
 * the cursor's block; the code that comes back is right at the end of that block and inside.
 */
export function expression(gen: Generator, cursor: Cursor, expr: PhysicalExpr): Code {
  switch (expr.kind) {
    case 'constant':
      return constantCode(gen, expr.value);
    case 'parameter':
      return { rep: 'value', text: gen.parameter(cursor.fn, expr.index), nullable: true };
    case 'variable':
      return cursor.env.get(expr.variable);
    case 'property':
      return property(gen, cursor, expr);
    case 'and':
    case 'or':
    case 'xor':
      return logic(gen, cursor, expr);
    case 'not':
      return negatedTruth(gen, cursor, expr);
    case 'compare':
      return entryPredicate(gen, cursor, expr) ?? compare(gen, cursor, expr);
    case 'arithmetic':
      return arithmetic(gen, cursor, expr);
    case 'negate':
      return negation(gen, cursor, expr);
    case 'isNull':
      return nullTestCode(gen, cursor, expr);
    case 'isTruth':
      return truthTestCode(gen, cursor, expr);
    default:
      return rarer(gen, cursor, expr);
  }
}

type Frequent =
  | 'constant'
  | 'parameter'
  | 'variable'
  | 'property'
  | 'and'
  | 'or'
  | 'xor'
  | 'not'
  | 'compare'
  | 'arithmetic'
  | 'negate'
  | 'isNull'
  | 'isTruth';

function rarer(
  gen: Generator,
  cursor: Cursor,
  expr: Exclude<PhysicalExpr, { kind: Frequent }>,
): Code {
  switch (expr.kind) {
    case 'isTyped':
      return typeTest(gen, cursor, expr);
    case 'isLabeled':
      return labelTest(gen, cursor, expr);
    case 'cast':
      return cast(gen, cursor, expr);
    case 'call':
      return entryPredicate(gen, cursor, expr) ?? call(gen, cursor, expr);
    case 'case':
      return caseCode(gen, cursor, expr);
    case 'coalesce':
      return coalesceCode(gen, cursor, expr);
    case 'list':
      return listCode(gen, cursor, expr);
    case 'record':
      return recordCode(gen, cursor, expr);
    case 'exists':
      return exists(gen, cursor, expr);
    case 'valueQuery':
      return valueQuery(gen, cursor, expr);
    case 'let':
      return letIn(gen, cursor, expr);
    case 'makePath':
    case 'comprehension':
    case 'reduce':
    case 'horizontalAggregate':
      return island(gen, cursor, expr);
    default:
      return unreachable(expr);
  }
}
