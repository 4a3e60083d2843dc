import { unreachable } from '../../base/assert.ts';
import type { BoundPath, BoundPathPattern } from '../../semantics/bound/pattern.ts';
import { reversedDirection } from './orientation.ts';

/** The same paths, read from their end to their start. The executor turns the results back. */
export function reversePathPattern<S>(path: BoundPathPattern<S>): BoundPathPattern<S> {
  return { ...path, expression: reversePath(path.expression) };
}

export function reversePath<S>(path: BoundPath<S>): BoundPath<S> {
  switch (path.kind) {
    case 'node':
      return path;
    case 'edge':
      return { ...path, direction: reversedDirection(path.direction) };
    case 'concatenation':
      return { ...path, elements: path.elements.map(reversePath).reverse() };
    case 'alternation':
      return { ...path, alternatives: path.alternatives.map(reversePath) };
    case 'group':
    case 'repeat':
    case 'questioned':
      return { ...path, expression: reversePath(path.expression) };
    default:
      return unreachable(path);
  }
}
