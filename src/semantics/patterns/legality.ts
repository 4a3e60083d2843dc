import { unreachable } from '../../base/assert.ts';
import { syntaxError } from '../../base/errors.ts';
import { limits } from '../../base/limits.ts';
import type { RepeatShape, Shape } from './shape.ts';
import { minimumLength } from './shape.ts';

/**
 * The rules for quantifiers (16.4, 16.7, 16.11). `bounded` says that something around the shape
 * keeps the number of its matches finite: a path mode, a selector or DIFFERENT EDGES.
 */
export function checkQuantifiers(shape: Shape, bounded: boolean): void {
  switch (shape.kind) {
    case 'node':
    case 'edge':
      return;
    case 'sequence':
      for (const element of shape.elements) checkQuantifiers(element, bounded);
      return;
    case 'alternation':
      for (const alternative of shape.alternatives) checkQuantifiers(alternative, bounded);
      return;
    case 'group':
      checkQuantifiers(shape.expression, bounded || shape.mode !== 'WALK');
      return;
    case 'questioned':
      checkQuantifiers(shape.expression, bounded);
      return;
    case 'repeat':
      checkRepeat(shape, bounded);
      checkQuantifiers(shape.expression, bounded);
      return;
    default:
      unreachable(shape);
  }
}

function checkRepeat(shape: RepeatShape, bounded: boolean): void {
  const { lower, upper, span } = shape;
  if (upper !== undefined && upper < lower) {
    throw syntaxError(
      `the quantifier {${lower},${upper}} asks for at least ${lower} and at most ${upper}`,
      span,
      `perhaps {${upper},${lower}} is meant`,
    );
  }
  if (Math.max(lower, upper ?? 0) > limits.maxQuantifierBound) {
    throw syntaxError(
      `a quantifier goes up to maxQuantifierBound (${limits.maxQuantifierBound})`,
      span,
    );
  }
  if (minimumLength(shape.expression) === 0) {
    throw syntaxError(
      'what is repeated must have an edge in every repetition',
      span,
      'a quantifier stands behind an edge or a parenthesised path: (a)-[e]->{1,3}(b)',
    );
  }
  if (upper === undefined && !bounded) {
    throw syntaxError(
      'without an upper bound the quantifier may match without end here',
      span,
      'give an upper bound, a path mode (TRAIL, ACYCLIC, SIMPLE), a selector (ANY SHORTEST …) ' +
        'or DIFFERENT EDGES',
    );
  }
}
