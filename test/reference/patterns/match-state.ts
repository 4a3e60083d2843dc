import type { PathMode } from '../../../src/syntax/ast/pattern.ts';
import type { Value } from '../../../src/values/value.ts';
import type { Context, Row, Scope } from '../context.ts';
import { overlay } from '../context.ts';
import { truthOf } from '../truth.ts';
import type { Declarations } from './declarations.ts';
import type { Walk } from './modes.ts';
import { keepsMode } from './modes.ts';

/**
 * A path binding in the making (ISO/IEC 39075, 4.11.3): the walk of the current path so far and
 * what the variables stand for.
 */
export interface Match extends Walk {
  /** Names that have a value at this depth of quantifiers, those of the row before included. */
  readonly bound: Row;
  /**
   * The elementary bindings: which name stands at which place of the walk. Two ways of matching
   * with the same ones are one path binding (B.4 point 11).
   */
  readonly trace: readonly string[];
  /** Edges of the path patterns before. */
  readonly before: readonly number[];
  /** Conditions that wait for names to get a value. */
  readonly pending: readonly Condition[];
}

export interface Condition {
  readonly test: (scope: Scope) => Value;
  /** Names of the graph pattern that it refers to. */
  readonly names: readonly string[];
  /** Names of the repetition that it stands in, which mean something else outside. */
  readonly locals: Row;
  readonly groups: ReadonlySet<string>;
}

/** What is the same for all of one level of a path pattern. */
export interface Level {
  readonly context: Context;
  /** All names of the graph pattern, at any depth. */
  readonly declared: Declarations;
  /** Names that are group variables here. */
  readonly groups: ReadonlySet<string>;
  /** Path modes in force, with the place of the walk where each begins. */
  readonly restrictors: readonly { readonly mode: PathMode; readonly from: number }[];
  readonly differentEdges: boolean;
  /**
   * How many repetitions beyond the lower bound of an unbounded quantifier a selector can need, see
   * `selectors.ts`. Undefined where there is no selector.
   */
  readonly selectorBound: number | undefined;
  /** The number of the path pattern, for the trace. */
  readonly path: number;
}

/** Whether all path modes in force and the match mode hold for the walk so far. */
export function isAllowed(match: Match, level: Level): boolean {
  const { nodes, edges, before } = match;
  const last = edges.at(-1);
  if (level.differentEdges && last !== undefined) {
    if (before.includes(last) || edges.indexOf(last) < edges.length - 1) return false;
  }
  return level.restrictors.every(({ mode, from }) =>
    keepsMode({ nodes: nodes.slice(from), edges: edges.slice(from) }, mode),
  );
}

/** The match with a name bound; none when the name stands for something else already (a join). */
export function bind(
  match: Match,
  name: string,
  value: Value,
  same: (v: Value) => boolean,
): Match[] {
  const known = match.bound.get(name);
  if (known !== undefined) return same(known) ? [match] : [];
  return [{ ...match, bound: new Map([...match.bound, [name, value]]) }];
}

export function withTrace(match: Match, entry: string): Match {
  return { ...match, trace: [...match.trace, entry] };
}

/** Tests the conditions that have all their names; the match when none of them fails. */
export function settle(match: Match, level: Level): Match[] {
  const ready = match.pending.filter((condition) =>
    condition.names.every((name) => match.bound.has(name) || condition.locals.has(name)),
  );
  if (ready.length === 0) return [match];
  const pending = match.pending.filter((condition) => !ready.includes(condition));
  return ready.every((condition) => holdsFor(condition, match, level))
    ? [{ ...match, pending }]
    : [];
}

function holdsFor(condition: Condition, match: Match, level: Level): boolean {
  const { context } = level;
  const values = new Map([...match.bound, ...condition.locals]);
  const scope = overlay(context.outer, { values, groups: condition.groups });
  return truthOf(condition.test(scope)) === true;
}

/** Names without a binding: null, or the empty list for a group (B.4 point 9). */
export function withDefaults(bound: Row, declarations: Declarations): Row {
  const all = new Map(bound);
  for (const [name, degree] of declarations) {
    if (!all.has(name)) all.set(name, degree === 'group' ? [] : null);
  }
  return all;
}

/** Trace entries as one text. */
export function traceKey(match: Match): string {
  return [...match.trace].sort().join(' ');
}

/** Matches with the same elementary bindings are one. */
export function deduplicate(matches: readonly Match[]): Match[] {
  return [...new Map(matches.map((match) => [traceKey(match), match])).values()];
}
