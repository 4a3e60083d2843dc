import { unreachable } from '../../base/assert.ts';
import type { LabelExpression } from '../ast/pattern.ts';
import { printLabelName } from './names.ts';

export function printQuantifier({ lower, upper }: { lower: number; upper?: number }): string {
  if (upper === undefined) return lower === 0 ? '*' : lower === 1 ? '+' : `{${lower},}`;
  return lower === upper ? `{${lower}}` : `{${lower},${upper}}`;
}

/** Precedences of label expressions. */
const OR = 1;
const AND = 2;
const NOT = 3;

export function printLabels(labels: LabelExpression, minimum = OR): string {
  switch (labels.kind) {
    case 'label':
      return printLabelName(labels.name);
    case 'wildcard':
      return '%';
    case 'not':
      return `!${printLabels(labels.operand, NOT)}`;
    case 'and':
    case 'or': {
      const own = labels.kind === 'and' ? AND : OR;
      const sign = labels.kind === 'and' ? '&' : '|';
      const text = `${printLabels(labels.left, own)}${sign}${printLabels(labels.right, own + 1)}`;
      return own < minimum ? `(${text})` : text;
    }
    default:
      return unreachable(labels);
  }
}
