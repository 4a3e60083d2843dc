import { unreachable } from '../../../src/base/assert.ts';
import type {
  EdgeDirection,
  LabelExpression,
  PathExpression,
  SimplifiedExpression,
  SimplifiedPath,
} from '../../../src/syntax/ast/pattern.ts';
import { NotEvaluated } from '../context.ts';

/** `-/ … /->` as the pattern that it abbreviates (16.12): an edge per label. */
export function expandSimplified({ contents, direction }: SimplifiedPath): PathExpression {
  return expand(contents, direction);
}

function expand(e: SimplifiedExpression, direction: EdgeDirection): PathExpression {
  const { span } = e;
  const inner = (part: SimplifiedExpression): PathExpression => expand(part, direction);
  switch (e.kind) {
    case 'simpleLabel':
    case 'simpleNegation':
    case 'simpleConjunction':
      return {
        kind: 'edge',
        direction,
        abbreviated: false,
        temporary: false,
        labels: labelsOf(e),
        span,
      };
    case 'simpleConcatenation':
      return { kind: 'concatenation', elements: e.elements.map(inner), span };
    case 'simpleAlternation':
      return {
        kind: 'alternation',
        multiset: e.multiset,
        alternatives: e.alternatives.map(inner),
        span,
      };
    case 'simpleQuantified': {
      const { lower, upper } = e;
      const primary = inner(e.operand);
      return { kind: 'quantified', primary, lower, ...(upper !== undefined && { upper }), span };
    }
    case 'simpleQuestioned':
      return { kind: 'questioned', primary: inner(e.operand), span };
    case 'simpleOverride':
      return expand(e.operand, e.direction);
    default:
      return unreachable(e);
  }
}

/** Labels by themselves under `&` and `!`, which are about one edge. */
function labelsOf(e: SimplifiedExpression): LabelExpression {
  const { span } = e;
  switch (e.kind) {
    case 'simpleLabel':
      return e.labels;
    case 'simpleNegation':
      return { kind: 'not', operand: labelsOf(e.operand), span };
    case 'simpleConjunction':
      return e.operands.map(labelsOf).reduce((left, right) => ({ kind: 'and', left, right, span }));
    case 'simpleAlternation':
      return e.alternatives
        .map(labelsOf)
        .reduce((left, right) => ({ kind: 'or', left, right, span }));
    default:
      throw new NotEvaluated('& or ! of paths');
  }
}
