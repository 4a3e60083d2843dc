import { notSupported } from '../../base/errors.ts';
import type { BoundPath, BoundPathPattern } from '../../semantics/bound/pattern.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import { substitute } from '../expressions/variables.ts';
import { mapPathPattern } from '../logical/pattern-parts.ts';
import type { LogicalExpr, LogicalOperator } from '../plan/operator.ts';

type PathPattern = BoundPathPattern<LogicalOperator>;

/** The path with another variable in the place of one of its elements. */
export function renameInPath(
  path: PathPattern,
  from: VariableId,
  to: LogicalExpr & { readonly kind: 'variable' },
): PathPattern {
  const replacements = new Map([[from, to]]);
  const mapped = mapPathPattern(path, (expr) => {
    const replaced = substitute(expr, replacements);
    if (replaced) return replaced;
    throw notSupported('a subquery on an element that another pattern binds too', expr.span);
  });
  const rename = (id: VariableId): VariableId => (id === from ? to.variable : id);
  return { ...mapped, expression: renamePart(mapped.expression, rename) };
}

function renamePart<S>(part: BoundPath<S>, rename: (id: VariableId) => VariableId): BoundPath<S> {
  const inner = (path: BoundPath<S>): BoundPath<S> => renamePart(path, rename);
  switch (part.kind) {
    case 'node':
    case 'edge':
      return { ...part, variable: rename(part.variable) };
    case 'concatenation':
      return { ...part, elements: part.elements.map(inner) };
    case 'alternation':
      return { ...part, alternatives: part.alternatives.map(inner) };
    case 'group':
      return { ...part, expression: inner(part.expression) };
    case 'repeat': {
      const groups = part.groups.map(({ inner: id, outer }) => ({ inner: rename(id), outer }));
      return { ...part, expression: inner(part.expression), groups };
    }
    case 'questioned':
      return {
        ...part,
        expression: inner(part.expression),
        variables: part.variables.map(rename),
      };
  }
}
