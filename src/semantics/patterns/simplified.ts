import { unreachable } from '../../base/assert.ts';
import type { Span } from '../../base/errors.ts';
import { syntaxError } from '../../base/errors.ts';
import type {
  EdgeDirection,
  EdgePattern,
  LabelExpression,
  PathExpression,
  SimplifiedExpression,
  SimplifiedPath,
} from '../../syntax/ast/pattern.ts';

/**
 * A simplified path pattern (16.12) as the ordinary one that it abbreviates: every label becomes an
 * edge in the direction of the slashes, or in its own.
 */
export function expandSimplified(path: SimplifiedPath): PathExpression {
  return expand(path.contents, path.direction);
}

function expand(e: SimplifiedExpression, direction: EdgeDirection): PathExpression {
  const { span } = e;
  const labels = labelsOf(e);
  if (labels !== undefined) return edge(labels, direction, span);
  switch (e.kind) {
    case 'simpleConcatenation':
      return {
        kind: 'concatenation',
        elements: e.elements.map((element) => expand(element, direction)),
        span,
      };
    case 'simpleAlternation':
      return {
        kind: 'alternation',
        multiset: e.multiset,
        alternatives: e.alternatives.map((alternative) => expand(alternative, direction)),
        span,
      };
    case 'simpleQuantified':
      return {
        kind: 'quantified',
        primary: group(expand(e.operand, direction)),
        lower: e.lower,
        ...(e.upper !== undefined && { upper: e.upper }),
        span,
      };
    case 'simpleQuestioned':
      return { kind: 'questioned', primary: group(expand(e.operand, direction)), span };
    case 'simpleOverride':
      return expand(e.operand, e.direction);
    case 'simpleLabel':
    case 'simpleConjunction':
    case 'simpleNegation':
      throw syntaxError('& and ! in a simplified pattern combine labels, not paths', span);
    default:
      return unreachable(e);
  }
}

/** The label expression that a part amounts to, where it is about one edge in one direction. */
function labelsOf(e: SimplifiedExpression): LabelExpression | undefined {
  const { span } = e;
  switch (e.kind) {
    case 'simpleLabel':
      return e.labels;
    case 'simpleNegation': {
      const operand = labelsOf(e.operand);
      return operand && { kind: 'not', operand, span };
    }
    case 'simpleConjunction':
      return joined('and', e.operands, span);
    case 'simpleAlternation':
      // A union of labels finds the same edges as an edge with either label, each once.
      return e.multiset ? undefined : joined('or', e.alternatives, span);
    default:
      return undefined;
  }
}

function joined(
  kind: 'and' | 'or',
  parts: readonly SimplifiedExpression[],
  span: Span,
): LabelExpression | undefined {
  let result: LabelExpression | undefined;
  for (const part of parts) {
    const right = labelsOf(part);
    if (right === undefined) return undefined;
    result = result === undefined ? right : { kind, left: result, right, span };
  }
  return result;
}

function edge(labels: LabelExpression, direction: EdgeDirection, span: Span): EdgePattern {
  return { kind: 'edge', direction, abbreviated: false, temporary: false, labels, span };
}

function group(expression: PathExpression): PathExpression {
  if (expression.kind === 'edge') return expression;
  return { kind: 'parenthesized', expression, span: expression.span };
}
