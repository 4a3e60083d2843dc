import type { GraphPattern } from '../syntax/ast/pattern.ts';
import type { Span } from '../base/errors.ts';
import type { BoundPattern } from './bound/pattern.ts';
import type { Binding, BoundClause, BoundExpr, BoundQuery } from './bound/statement.ts';
import type { VariableId } from './bound/variable.ts';
import { plainContext } from './expression-context.ts';
import { conjunction } from './expressions/operators.ts';
import { variableExpr } from './expressions/references.ts';
import { matchBehindBorder } from './graph-border.ts';
import { touchGraph } from './object-references.ts';
import type { PatternNames } from './patterns/names.ts';
import { newVariable, resolveNames } from './patterns/names.ts';
import { bindPathPattern } from './patterns/paths.ts';
import type { PathShape } from './patterns/prefix.ts';
import { pathShapes } from './patterns/prefix.ts';
import type { ScopeEntry } from './scope.ts';
import { visible } from './scope.ts';
import type { BindState, MatchResult, QueryContext } from './state.ts';
import { requireBoolean } from './static-types.ts';
import { invalidReference } from '../base/errors.ts';

/**
 * Binds a graph pattern (16.4): a comma-separated list of path patterns that are joined on the
 * variables they share, with each other and with the rows of before.
 */
export function bindMatch(pattern: GraphPattern, context: QueryContext): MatchResult {
  const graph = touchGraph(context.state, pattern.span);
  if (graph === undefined) return bindHere(pattern, context);
  const bind = (inside: QueryContext): MatchResult => bindHere(pattern, inside);
  return matchBehindBorder({ graph, span: pattern.span, bind }, context);
}

/** The pattern on the graph of the query around it. */
function bindHere(pattern: GraphPattern, context: QueryContext): MatchResult {
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
  const { columns, bindings } = secondNames(kept, names, pattern.span, state);
  if (bindings.length > 0) clauses.push({ kind: 'let', bindings });
  const added = [...newVariables(names), ...bindings.map(({ variable }) => variable)];
  return { clauses, scope: context.scope.with(columns), bound: added };
}

/**
 * A new name of a node that the rows of before have under another name: behind the match it has a
 * variable of its own, for an OPTIONAL makes it null and not the other.
 */
function secondNames(
  kept: readonly Kept[],
  { joined }: PatternNames,
  span: Span,
  state: BindState,
): { readonly columns: readonly Kept[]; readonly bindings: readonly Binding<BoundQuery>[] } {
  const bindings: Binding<BoundQuery>[] = [];
  const columns = kept.map(([name, entry]): Kept => {
    if (!joined.includes(entry.variable)) return [name, entry];
    const variable = newVariable(state, { name, role: 'node', degree: 'singleton' });
    bindings.push({ variable, value: variableExpr(state, entry.variable, span) });
    return [name, { ...entry, variable }];
  });
  return { columns, bindings };
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
  const fresh = names.declared.filter(
    ({ name, variable }) => !names.boundBefore.has(name) && !names.joined.includes(variable),
  );
  return [...new Set(fresh.map(({ variable }) => variable))];
}
