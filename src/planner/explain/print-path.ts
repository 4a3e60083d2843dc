import { unreachable } from '../../base/assert.ts';
import type { BoundPath, BoundPathPattern } from '../../semantics/bound/pattern.ts';
import type { EdgeDirection } from '../../syntax/ast/pattern.ts';
import type { Names } from './names.ts';
import { printExpr } from './print-expr.ts';
import { printLabels } from './print-labels.ts';

/** A path pattern in the manner of GQL. */
export function printPath<S>(path: BoundPathPattern<S>, names: Names): string {
  const selector = path.selector === 'ALL' ? '' : path.selector;
  const count = path.count ? printExpr(path.count, names) : '';
  const mode = path.mode === 'WALK' ? '' : path.mode;
  const variable = path.pathVariable === undefined ? '' : `${names.variable(path.pathVariable)} =`;
  const parts = [variable, selector, count, mode, printPart(path.expression, names)];
  return parts.filter((part) => part !== '').join(' ');
}

function printPart<S>(path: BoundPath<S>, names: Names): string {
  switch (path.kind) {
    case 'node':
      return `(${element(path, names)})`;
    case 'edge': {
      const [left, right] = ARROWS[path.direction];
      return `${left}[${element(path, names)}]${right}`;
    }
    case 'concatenation':
      return path.elements.map((part) => printPart(part, names)).join('');
    case 'alternation':
      return path.alternatives
        .map((part) => printPart(part, names))
        .join(path.multiset ? ' |+| ' : ' | ');
    case 'group': {
      const mode = path.mode === 'WALK' ? '' : `${path.mode} `;
      const where = path.where ? ` WHERE ${printExpr(path.where, names)}` : '';
      return `(${mode}${printPart(path.expression, names)}${where})`;
    }
    case 'repeat':
      return `(${printPart(path.expression, names)}){${path.lower},${path.upper ?? ''}}`;
    case 'questioned':
      return `(${printPart(path.expression, names)})?`;
    default:
      return unreachable(path);
  }
}

function element<S>(
  part: Extract<BoundPath<S>, { readonly kind: 'node' | 'edge' }>,
  names: Names,
): string {
  const labels = part.labels ? `:${printLabels(part.labels)}` : '';
  const where = part.predicate ? ` WHERE ${printExpr(part.predicate, names)}` : '';
  return `${names.variable(part.variable)}${labels}${where}`;
}

const ARROWS: Readonly<Record<EdgeDirection, readonly [string, string]>> = {
  left: ['<-', '-'],
  undirected: ['~', '~'],
  right: ['-', '->'],
  'left or undirected': ['<~', '~'],
  'undirected or right': ['~', '~>'],
  'left or right': ['<-', '->'],
  any: ['-', '-'],
};
