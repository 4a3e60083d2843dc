import { unreachable } from '../../base/assert.ts';
import type { EdgeDirection, SimplifiedExpression } from '../ast/pattern.ts';
import { printLabels, printQuantifier } from './labels.ts';

/** Precedences of the contents of simplified path patterns, loosest first. */
const ALTERNATION = 1;
const CONCATENATION = 2;
const CONJUNCTION = 3;
const QUANTIFIED = 4;
const OVERRIDE = 5;
const NEGATION = 6;
const PRIMARY = 7;

type Override = readonly [before: string, behind: string];

const OVERRIDES: Readonly<Record<EdgeDirection, Override>> = {
  left: ['<', ''],
  undirected: ['~', ''],
  right: ['', '>'],
  'left or undirected': ['<~', ''],
  'undirected or right': ['~', '>'],
  'left or right': ['<', '>'],
  any: ['-', ''],
};

export function printSimplified(contents: SimplifiedExpression, minimum = ALTERNATION): string {
  const [precedence, text] = printBare(contents);
  return precedence < minimum ? `(${text})` : text;
}

function printBare(contents: SimplifiedExpression): readonly [precedence: number, text: string] {
  switch (contents.kind) {
    case 'simpleLabel':
      return [PRIMARY, printLabels(contents.labels)];
    case 'simpleNegation':
      return [NEGATION, `!${printSimplified(contents.operand, PRIMARY)}`];
    case 'simpleOverride': {
      const [before, behind] = OVERRIDES[contents.direction];
      return [OVERRIDE, before + printSimplified(contents.operand, NEGATION) + behind];
    }
    case 'simpleQuestioned':
      return [QUANTIFIED, `${printSimplified(contents.operand, OVERRIDE)}?`];
    case 'simpleQuantified':
      return [QUANTIFIED, printSimplified(contents.operand, OVERRIDE) + printQuantifier(contents)];
    case 'simpleConjunction':
      return [CONJUNCTION, join(contents.operands, ' & ', QUANTIFIED)];
    case 'simpleConcatenation':
      return [CONCATENATION, join(contents.elements, ' ', CONJUNCTION)];
    case 'simpleAlternation': {
      const sign = contents.multiset ? ' |+| ' : ' | ';
      return [ALTERNATION, join(contents.alternatives, sign, CONCATENATION)];
    }
    default:
      return unreachable(contents);
  }
}

function join(parts: readonly SimplifiedExpression[], sign: string, minimum: number): string {
  return parts.map((part) => printSimplified(part, minimum)).join(sign);
}
