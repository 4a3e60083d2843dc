import type { GraphPattern } from '../syntax/ast/pattern.ts';
import type { BoundPattern } from './bound/pattern.ts';
import type { BoundClause, BoundExpr, BoundQuery } from './bound/statement.ts';
import type { VariableId } from './bound/variable.ts';
import { plainContext } from './expression-context.ts';
import { conjunction } from './expressions/operators.ts';
import type { PatternNames } from './patterns/names.ts';
import { resolveNames } from './patterns/names.ts';
import { bindPathPattern } from './patterns/paths.ts';
import type { PathShape } from './patterns/prefix.ts';
import { pathShapes } from './patterns/prefix.ts';
import type { ScopeEntry } from './scope.ts';
import { visible } from './scope.ts';
import type { MatchResult, QueryContext } from './state.ts';
import { requireBoolean } from './static-types.ts';
import { invalidReference } from '../base/errors.ts';

/**
 * Binds a graph pattern (16.4): a comma-separated list of path patterns that are joined on the
 * variables they share, with each other and with the rows of before.
 */
export function bindMatch(pattern: GraphPattern, context: QueryContext): MatchResult {
  const { state } = context;
  const differentEdges =
    (pattern.matchMode ?? state.environment.defaultMatchMode) === 'DIFFERENT EDGES';
  const paths = pathShapes(pattern, differentEdges, state);
  const names = resolveNames(paths, context);
  const bound = paths.map((path) => bindPathPattern(path, names, state));
  const where = bindWhere(pattern, names, context);
  const kept = keptNames(pattern, paths, names);
  const result: BoundPattern<BoundQuery> = {
    differentEdges,
    paths: bound,
    ...(where && { where }),
    joined: names.joined,
    visible: [...new Set(kept.map(([, { variable }]) => variable))],
  };
  const clauses: BoundClause[] = [...names.prelude, { kind: 'match', pattern: result }];
  return { clauses, scope: context.scope.with(kept), bound: newVariables(names) };
}

function bindWhere(
  pattern: GraphPattern,
  names: PatternNames,
  context: QueryContext,
): BoundExpr | undefined {
  const conditions = [...names.equalities];
  if (pattern.where !== undefined) {
    const inner = plainContext(context.state, names.scope, 'in WHERE');
    const where = context.state.recursion.expression(pattern.where, inner);
    conditions.push(requireBoolean(where, 'WHERE', pattern.where.span));
  }
  return conjunction(conditions);
}

type Kept = readonly [string, Extract<ScopeEntry, { kind: 'visible' }>];

/** What later clauses see of the pattern's own names: all, or those that YIELD lists. */
function keptNames(
  pattern: GraphPattern,
  paths: readonly PathShape[],
  names: PatternNames,
): readonly Kept[] {
  const all = names.declared.map(({ name, variable, temporary }): Kept => [
    name,
    visible(variable, temporary),
  ]);
  if (pattern.yield === undefined) return all.filter(([name]) => !names.boundBefore.has(name));
  const wanted = new Set<string>();
  for (const { name, span } of pattern.yield) {
    if (!names.boundBefore.has(name) && !all.some(([known]) => known === name)) {
      throw invalidReference(
        `YIELD names "${name}", which is not in the pattern`,
        span,
        `the pattern has ${all.map(([known]) => known).join(', ') || 'no names'}`,
      );
    }
    wanted.add(name);
  }
  return all.filter(([name]) => wanted.has(name) && !names.boundBefore.has(name));
}

function newVariables(names: PatternNames): VariableId[] {
  const fresh = names.declared.filter(({ name }) => !names.boundBefore.has(name));
  return [...new Set(fresh.map(({ variable }) => variable))];
}
