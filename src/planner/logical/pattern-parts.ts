import { unreachable } from '../../base/assert.ts';
import type { Expr } from '../../semantics/bound/expression.ts';
import type { BoundPath, BoundPathPattern, BoundPattern } from '../../semantics/bound/pattern.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';

/** Replaces the expressions of a graph pattern. */
export function mapPattern<S, T>(
  pattern: BoundPattern<S>,
  map: (expr: Expr<S>) => Expr<T>,
): BoundPattern<T> {
  const { where, paths, ...rest } = pattern;
  return {
    ...rest,
    paths: paths.map((path) => mapPathPattern(path, map)),
    ...(where && { where: map(where) }),
  };
}

export function mapPathPattern<S, T>(
  path: BoundPathPattern<S>,
  map: (expr: Expr<S>) => Expr<T>,
): BoundPathPattern<T> {
  const { count, expression, ...rest } = path;
  return {
    ...rest,
    expression: mapPath(expression, map),
    ...(count && { count: map(count) }),
  };
}

export function mapPath<S, T>(path: BoundPath<S>, map: (expr: Expr<S>) => Expr<T>): BoundPath<T> {
  switch (path.kind) {
    case 'node':
    case 'edge': {
      const { predicate, ...rest } = path;
      return { ...rest, ...(predicate && { predicate: map(predicate) }) };
    }
    case 'concatenation':
      return { ...path, elements: path.elements.map((element) => mapPath(element, map)) };
    case 'alternation':
      return { ...path, alternatives: path.alternatives.map((one) => mapPath(one, map)) };
    case 'group': {
      const { where, expression, ...rest } = path;
      return { ...rest, expression: mapPath(expression, map), ...(where && { where: map(where) }) };
    }
    case 'repeat':
    case 'questioned':
      return { ...path, expression: mapPath(path.expression, map) };
    default:
      return unreachable(path);
  }
}

/** Calls back for every part of a path, outer parts first. */
export function visitPath<S>(path: BoundPath<S>, visit: (part: BoundPath<S>) => void): void {
  visit(path);
  switch (path.kind) {
    case 'node':
    case 'edge':
      return;
    case 'concatenation':
      for (const element of path.elements) visitPath(element, visit);
      return;
    case 'alternation':
      for (const alternative of path.alternatives) visitPath(alternative, visit);
      return;
    case 'group':
    case 'repeat':
    case 'questioned':
      visitPath(path.expression, visit);
      return;
    default:
      unreachable(path);
  }
}

/** The variables that a path binds, those inside quantifiers and their groups included. */
export function pathVariables<S>(path: BoundPath<S>): Set<VariableId> {
  const found = new Set<VariableId>();
  visitPath(path, (part) => {
    if (part.kind === 'node' || part.kind === 'edge') found.add(part.variable);
    if (part.kind === 'group' && part.subpath !== undefined) found.add(part.subpath);
    if (part.kind === 'repeat') for (const { outer } of part.groups) found.add(outer);
  });
  return found;
}

export function pathPatternVariables<S>(path: BoundPathPattern<S>): Set<VariableId> {
  const found = pathVariables(path.expression);
  if (path.pathVariable !== undefined) found.add(path.pathVariable);
  return found;
}

/** The variables that a pattern binds or joins on. */
export function patternVariables<S>(pattern: BoundPattern<S>): Set<VariableId> {
  const found = new Set<VariableId>();
  for (const path of pattern.paths) {
    for (const variable of pathPatternVariables(path)) found.add(variable);
  }
  return found;
}

/** The expressions of a pattern, the final WHERE last. */
export function patternExpressions<S>(pattern: BoundPattern<S>): Expr<S>[] {
  const found: Expr<S>[] = [];
  mapPattern(pattern, (expr) => {
    found.push(expr);
    return expr;
  });
  return found;
}
