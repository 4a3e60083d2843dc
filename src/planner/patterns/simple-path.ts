import type { BoundPath, BoundPathPattern } from '../../semantics/bound/pattern.ts';

/** Whether a path is a fixed chain of nodes and edges, which needs no path search. */
export function isSimplePath<S>(path: BoundPathPattern<S>): boolean {
  const walks = path.mode === 'WALK' || path.mode === 'TRAIL';
  return path.selector === 'ALL' && path.count === undefined && walks && isFlat(path.expression);
}

/** Whether a part is nodes and edges only, at most in parentheses that restrict nothing. */
export function isFlat<S>(path: BoundPath<S>): boolean {
  switch (path.kind) {
    case 'node':
    case 'edge':
      return true;
    case 'concatenation':
      return path.elements.every(isFlat);
    case 'group':
      return path.mode === 'WALK' && isFlat(path.expression);
    default:
      return false;
  }
}
