import { unreachable } from '../../base/assert.ts';
import type { BoundPath } from '../../semantics/bound/pattern.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';

type IsNamed = (variable: VariableId) => boolean;

/**
 * Whether each match of a path comes from one choice of matches for its parts, so that the parts
 * can be matched by themselves and joined. Without names `()-[]->{0,1}()-[]->{0,1}()` matches a
 * path of one edge in two ways, which are one match (16.7); with `(n)` in its middle they are two.
 */
export function tellsParts<S>(path: BoundPath<S>, isNamed: IsNamed): boolean {
  let unknown = 0;
  let most = 0;
  for (const part of partsOf(path)) {
    if ((part.kind === 'node' || part.kind === 'edge') && isNamed(part.variable)) unknown = 0;
    else if (!showsLength(part, isNamed)) unknown++;
    most = Math.max(most, unknown);
  }
  return most <= 1;
}

/** The parts of a path in order, parentheses opened. */
function partsOf<S>(path: BoundPath<S>): readonly BoundPath<S>[] {
  if (path.kind === 'concatenation') return path.elements.flatMap(partsOf);
  return path.kind === 'group' ? partsOf(path.expression) : [path];
}

/** Whether a part's names and the pattern tell how many edges of the path are its. */
function showsLength<S>(part: BoundPath<S>, isNamed: IsNamed): boolean {
  if (lengthOf(part) !== undefined) return true;
  if (part.kind !== 'repeat' || lengthOf(part.expression) === undefined) return false;
  return partsOf(part.expression).some(
    (inner) => (inner.kind === 'node' || inner.kind === 'edge') && isNamed(inner.variable),
  );
}

/** In edges; undefined where it differs from match to match. */
function lengthOf<S>(path: BoundPath<S>): number | undefined {
  switch (path.kind) {
    case 'node':
      return 0;
    case 'edge':
      return 1;
    case 'group':
      return lengthOf(path.expression);
    case 'concatenation':
      return path.elements.map(lengthOf).reduce(sum, 0);
    case 'repeat':
      return path.lower === path.upper ? times(lengthOf(path.expression), path.lower) : undefined;
    case 'alternation': {
      const [first, ...others] = path.alternatives.map(lengthOf);
      return others.every((length) => length === first) ? first : undefined;
    }
    case 'questioned':
      return undefined;
    default:
      return unreachable(path);
  }
}

function sum(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? undefined : left + right;
}

function times(length: number | undefined, factor: number): number | undefined {
  return length === undefined ? undefined : length * factor;
}
