import { unreachable } from '../../base/assert.ts';
import type { Expression } from '../ast/expression.ts';
import { printLabels } from './labels.ts';
import { BINARY, printWithin } from './precedence.ts';
import { printExpression } from './recursion.ts';
import { printType } from './types.ts';

/** A predicate or operation without its first operand, as WHEN of a simple CASE has it. */
export function printTail(predicate: Expression): string {
  switch (predicate.kind) {
    case 'binary': {
      const right = printWithin(predicate.right, BINARY[predicate.operator] + 1);
      return `${predicate.operator} ${right}`;
    }
    case 'unary':
      return `NOT ${printTail(predicate.operand)}`;
    case 'isNull':
      return `${is(predicate.negated)} NULL`;
    case 'isTruth':
      return `${is(predicate.negated)} ${truthWord(predicate.truth)}`;
    case 'isNormalized':
      return `${is(predicate.negated)} ${predicate.form} NORMALIZED`;
    case 'isTyped':
      return `${is(predicate.negated)} TYPED ${printType(predicate.type.type)}`;
    case 'isDirected':
      return `${is(predicate.negated)} DIRECTED`;
    case 'isLabeled':
      return `${is(predicate.negated)} LABELED ${printLabels(predicate.labels)}`;
    case 'isEndpoint': {
      const end = predicate.end === 'source' ? 'SOURCE' : 'DESTINATION';
      return `${is(predicate.negated)} ${end} OF ${printExpression(predicate.edge)}`;
    }
    default:
      return printExpression(predicate);
  }
}

function is(negated: boolean): string {
  return negated ? 'IS NOT' : 'IS';
}

function truthWord(truth: boolean | null): string {
  switch (truth) {
    case true:
      return 'TRUE';
    case false:
      return 'FALSE';
    case null:
      return 'UNKNOWN';
    default:
      return unreachable(truth);
  }
}
