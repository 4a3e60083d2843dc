import { syntaxError } from '../../../src/base/errors.ts';
import type { GraphPattern, PathPattern, PathPrefix } from '../../../src/syntax/ast/pattern.ts';
import { sameValue } from '../../../src/values/equality.ts';
import type { BindingTable, Context, Row, Scope } from '../context.ts';
import { holds } from '../expressions.ts';
import { pathReference } from '../graph.ts';
import type { Declarations } from './declarations.ts';
import { declarationsOf, declarationsOfGraphPattern, groupNames } from './declarations.ts';
import type { Level, Match } from './match-state.ts';
import { deduplicate, settle, withDefaults, withTrace } from './match-state.ts';
import { allDistinct } from './modes.ts';
import { extend } from './path-matching.ts';
import { repetitionsNeeded, select, selectorOf } from './selectors.ts';

/**
 * MATCH (ISO/IEC 39075, 14.4 and 16.4): every row joined with the matches of the graph pattern. The
 * final WHERE comes after selection (B.4 point 4), YIELD leaves out names of the pattern.
 */
export function matchPattern(
  pattern: GraphPattern,
  table: BindingTable,
  context: Context,
): BindingTable {
  const declared = declarationsOfGraphPattern(pattern);
  const isKnown = (name: string): boolean =>
    table.columns.includes(name) || context.outer.values.has(name);
  const kept = pattern.yield?.map(({ name }) => name) ?? [...declared.keys()];
  const added = kept.filter((name) => !isKnown(name));
  const groups = new Set([...table.groups, ...groupNames(declared)]);
  const columns = [...table.columns, ...added];
  const visibleGroups = new Set([...groups, ...context.outer.groups]);
  const rows = table.rows.flatMap((row) =>
    matchesOf(pattern, context.scopeOf(row, table.groups), context)
      .filter((match) => {
        const scope = { values: match.bound, groups: visibleGroups };
        return pattern.where === undefined || holds(pattern.where, scope, context);
      })
      .map((match) => projected(match, row, added)),
  );
  return { columns, groups: new Set([...groups].filter((name) => columns.includes(name))), rows };
}

function projected(match: Match, row: Row, added: readonly string[]): Row {
  return new Map([...row, ...added.map((name) => [name, match.bound.get(name) ?? null] as const)]);
}

/** The matches of all path patterns together, joined on the names they share. */
function matchesOf(pattern: GraphPattern, scope: Scope, context: Context): Match[] {
  const declared = declarationsOfGraphPattern(pattern);
  const mode = pattern.matchMode ?? context.options.matchMode;
  const level: Level = {
    context,
    declared,
    groups: new Set([...scope.groups, ...groupNames(declared)]),
    restrictors: [],
    differentEdges: mode === 'DIFFERENT EDGES',
    selectorBound: undefined,
    path: 0,
  };
  const start: Match = { ...EMPTY, bound: scope.values };
  const all = pattern.paths.reduce<Match[]>(
    (matches, path, i) =>
      join(matches, { path, keep: pattern.keep, row: scope.values }, { ...level, path: i }),
    [start],
  );
  const complete = all.map((match) => ({ ...match, bound: withDefaults(match.bound, declared) }));
  return deduplicate(complete.flatMap((match) => settle(match, level)));
}

const EMPTY: Match = {
  nodes: [],
  edges: [],
  bound: new Map(),
  trace: [],
  before: [],
  pending: [],
};

interface PrefixedPath {
  readonly path: PathPattern;
  readonly keep: PathPrefix | undefined;
  /** What is known before the graph pattern. */
  readonly row: Row;
}

/** Each match so far with those of the next path pattern. */
function join(matches: readonly Match[], prefixed: PrefixedPath, level: Level): Match[] {
  const prefix = prefixOf(prefixed);
  const { path } = prefixed;
  const selector = selectorOf(prefix, level.context);
  const mode = prefix?.mode ?? 'WALK';
  const inside: Level = {
    ...level,
    restrictors: [{ mode, from: 0 }],
    selectorBound: selector && repetitionsNeeded(selector, level.context),
  };
  if (selector === undefined) return matches.flatMap((match) => walks(path, match, inside));
  // By itself: it sees neither the other path patterns nor what its own names stand for in the row.
  const own = ownDeclarations(path);
  const outside = [...prefixed.row].filter(([name]) => !own.has(name));
  const alone: Match = { ...EMPTY, bound: new Map(outside) };
  const isolated: Level = { ...inside, declared: own };
  const found = walks(path, alone, isolated)
    .map((match) => ({ ...match, bound: withDefaults(match.bound, own) }))
    .flatMap((match) => settle(match, isolated));
  const selected = select(deduplicate(found), selector);
  return matches.flatMap((match) =>
    selected.flatMap((each) => joined(match, each, { own, level })),
  );
}

/** KEEP is the prefix of path patterns without one (B.4 point 17). */
function prefixOf({ path, keep }: PrefixedPath): PathPrefix | undefined {
  if (keep !== undefined && path.prefix !== undefined) {
    throw syntaxError('a prefix and KEEP', path.prefix.span);
  }
  return path.prefix ?? keep;
}

function ownDeclarations({ variable, expression }: PathPattern): Declarations {
  const own = declarationsOf(expression);
  return variable === undefined ? own : new Map([...own, [variable.name, 'singleton']]);
}

/** All walks of a path pattern from every node, each with the path variable. */
function walks(path: PathPattern, match: Match, level: Level): Match[] {
  return level.context.graph.livingNodes().flatMap((start) =>
    extend(path.expression, { ...match, nodes: [start], edges: [] }, level).flatMap((each) => {
      const walk = `${level.path} walk ${each.nodes.join()} ${each.edges.join()}`;
      const done = withTrace(each, walk);
      const name = path.variable?.name;
      const value = pathReference(each.nodes, each.edges);
      const bound = name === undefined ? each.bound : new Map([...each.bound, [name, value]]);
      return settle({ ...done, bound, before: [...each.before, ...each.edges] }, level);
    }),
  );
}

/** A selected path beside the others: equal on shared names, different in edges (B.4, 2 and 5). */
function joined(
  match: Match,
  selected: Match,
  { own, level }: { readonly own: Declarations; readonly level: Level },
): Match[] {
  const agrees = [...own.keys()].every((name) => {
    const known = match.bound.get(name);
    return known === undefined || sameElement(known, selected.bound.get(name) ?? null);
  });
  const before = [...match.before, ...selected.before];
  if (!agrees || (level.differentEdges && !allDistinct(before))) return [];
  const bound = new Map([...match.bound, ...selected.bound]);
  return settle({ ...match, bound, before, trace: [...match.trace, ...selected.trace] }, level);
}

function sameElement(left: Parameters<typeof sameValue>[0], right: typeof left): boolean {
  return left !== null && right !== null && sameValue(left, right);
}
