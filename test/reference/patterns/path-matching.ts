import { present, unreachable } from '../../../src/base/assert.ts';
import { syntaxError } from '../../../src/base/errors.ts';
import type { Expression } from '../../../src/syntax/ast/expression.ts';
import type {
  EdgePattern,
  NodePattern,
  ParenthesizedPath,
  PathExpression,
  QuantifiedPath,
} from '../../../src/syntax/ast/pattern.ts';
import { equalValues, sameValue } from '../../../src/values/equality.ts';
import { isList } from '../../../src/values/family.ts';
import type { EdgeValue, NodeValue, Value } from '../../../src/values/value.ts';
import { NotEvaluated } from '../context.ts';
import type { Scope } from '../context.ts';
import { evaluate } from '../expressions.ts';
import { edgeReference, nodeReference, pathReference } from '../graph.ts';
import { satisfies } from '../labels.ts';
import { namesIn } from '../syntax.ts';
import { declarationsOf, groupNames } from './declarations.ts';
import type { Condition, Level, Match } from './match-state.ts';
import { bind, isAllowed, settle, withDefaults, withTrace } from './match-state.ts';
import { endsFrom } from './modes.ts';
import { expandSimplified } from './simplified.ts';

/**
 * All ways to go on from a match through a path expression (ISO/IEC 39075, 16.7 and 22.3). A node
 * pattern says something about the node where the walk stands, an edge pattern takes one more edge;
 * so nodes side by side are the same (G046) and an edge needs no nodes around it (G047).
 */
export function extend(e: PathExpression, match: Match, level: Level): Match[] {
  level.context.step();
  switch (e.kind) {
    case 'node':
      return atNode(e, match, level);
    case 'edge':
      return alongEdge(e, match, level);
    case 'concatenation':
      return e.elements.reduce<Match[]>(
        (matches, element) => matches.flatMap((each) => extend(element, each, level)),
        [match],
      );
    case 'alternation':
      // `|` is a set, in that equal bindings are one in the end; `|+|` marks each branch (B.4, 11).
      return e.alternatives.flatMap((alternative, i) => {
        const mark = `|+| ${level.path}.${match.nodes.length - 1}.${e.span.start} ${i}`;
        return branch(alternative, e.multiset ? withTrace(match, mark) : match, level, e);
      });
    case 'parenthesized':
      return parenthesized(e, match, level);
    case 'quantified':
      return quantified(e, match, level);
    case 'questioned':
      return [match, ...extend(e.primary, match, level)];
    case 'simplified':
      return extend(expandSimplified(e), match, level);
    default:
      return unreachable(e);
  }
}

/** Names that are groups in another branch have a list of one here, seen from outside. */
function branch(e: PathExpression, match: Match, level: Level, whole: PathExpression): Match[] {
  const outside = groupNames(declarationsOf(whole));
  const inside = groupNames(declarationsOf(e));
  const listed = [...declarationsOf(e).keys()].filter(
    (name) => outside.has(name) && !inside.has(name),
  );
  if (listed.length === 0) return extend(e, match, level);
  const groups = new Set([...level.groups].filter((name) => !listed.includes(name)));
  return extend(e, { ...match, pending: [] }, { ...level, groups }).map((each) => {
    const locals = new Map(listed.map((name) => [name, each.bound.get(name) ?? null]));
    const lists = [...locals].map(([name, value]) => [name, bindingsOf(value)] as const);
    const waiting = each.pending.map((condition) => ({
      ...condition,
      locals: new Map([...locals, ...condition.locals]),
    }));
    const bound = new Map([...each.bound, ...lists]);
    return { ...each, bound, pending: [...match.pending, ...waiting] };
  });
}

function atNode(e: NodePattern, match: Match, level: Level): Match[] {
  const place = present(match.nodes.at(-1), 'the node of a walk');
  const { labels } = level.context.graph.node(place);
  if (e.labels !== undefined && !satisfies(labels, e.labels)) return [];
  return element(e, nodeReference(place), match, level);
}

function alongEdge(e: EdgePattern, match: Match, level: Level): Match[] {
  const { graph } = level.context;
  const from = present(match.nodes.at(-1), 'the node of a walk');
  return graph.livingEdges().flatMap((place) => {
    level.context.step();
    const edge = graph.edge(place);
    if (e.labels !== undefined && !satisfies(edge.labels, e.labels)) return [];
    return [...endsFrom(edge, from, e.direction)].flatMap((to) => {
      const longer: Match = {
        ...match,
        nodes: [...match.nodes, to],
        edges: [...match.edges, place],
      };
      return isAllowed(longer, level) ? element(e, edgeReference(place), longer, level) : [];
    });
  });
}

/** Binds the variable of an element pattern and adds its conditions (16.8). */
function element(
  e: NodePattern | EdgePattern,
  value: NodeValue | EdgeValue,
  match: Match,
  level: Level,
): Match[] {
  const name = e.variable?.name;
  const bound =
    name === undefined ? [match] : bind(match, name, value, (known) => sameValue(known, value));
  return bound.flatMap((each) => {
    const at = `${level.path}.${each.nodes.length - 1}`;
    const traced = name === undefined ? each : withTrace(each, `${at} ${e.kind} ${name}`);
    return settle({ ...traced, pending: [...each.pending, ...fillers(e, value, level)] }, level);
  });
}

/** `{k: v}` is `.k = v`, so that a null matches nothing (B.4 point 15). */
function fillers(
  e: NodePattern | EdgePattern,
  value: NodeValue | EdgeValue,
  level: Level,
): Condition[] {
  const { context } = level;
  const conditions = (e.properties ?? []).map((pair) => {
    const test = (scope: Scope): Value => {
      const property = context.graph.element(value).properties.get(pair.name.name) ?? null;
      return equalValues(property, evaluate(pair.value, scope, context));
    };
    return condition(pair.value, test, level);
  });
  return e.where === undefined ? conditions : [...conditions, whereCondition(e.where, level)];
}

function whereCondition(where: Expression, level: Level): Condition {
  return condition(where, (scope) => evaluate(where, scope, level.context), level);
}

function condition(e: Expression, test: Condition['test'], level: Level): Condition {
  const names = [...namesIn(e)].filter((name) => level.declared.has(name));
  return { test, names, locals: new Map(), groups: level.groups };
}

/** A mode holds for the stretch in parentheses, WHERE before any selection (16.7; B.4, 1 and 4). */
function parenthesized(e: ParenthesizedPath, match: Match, level: Level): Match[] {
  if (e.prefix?.selector !== undefined) throw new NotEvaluated('a selector in parentheses');
  const from = match.nodes.length - 1;
  const mode = e.prefix?.mode ?? 'WALK';
  const inside: Level = { ...level, restrictors: [...level.restrictors, { mode, from }] };
  return extend(e.expression, match, inside).flatMap((each) => {
    const named =
      e.variable === undefined ? [each] : bindSubpath(e.variable.name, from, each, level);
    if (e.where === undefined) return named.flatMap((one) => settle(one, level));
    const where = whereCondition(e.where, level);
    return named.flatMap((one) => settle({ ...one, pending: [...one.pending, where] }, level));
  });
}

function bindSubpath(name: string, from: number, match: Match, level: Level): Match[] {
  const path = pathReference(match.nodes.slice(from), match.edges.slice(from));
  const traced = withTrace(match, `${level.path}.${from}-${match.nodes.length - 1} path ${name}`);
  return bind(traced, name, path, (known) => sameValue(known, path));
}

/** A match after some repetitions, and what the names inside stood for in each of them. */
interface Repeated {
  readonly match: Match;
  readonly lists: ReadonlyMap<string, readonly Value[]>;
}

/** Repetitions one after the other; names inside become the lists of their bindings (B.4, 9). */
function quantified(e: QuantifiedPath, match: Match, level: Level): Match[] {
  const names = declarationsOf(e.primary);
  const most = mostRepetitions(e, level);
  let frontier: Repeated[] = [{ match, lists: new Map([...names.keys()].map((n) => [n, []])) }];
  const results: Match[] = [];
  for (let count = 0; count <= most && frontier.length > 0; count++) {
    if (count >= e.lower) {
      results.push(
        ...frontier.map(({ match: each, lists }) => ({
          ...each,
          bound: new Map([...each.bound, ...lists]),
        })),
      );
    }
    if (count < most) frontier = frontier.flatMap((each) => repeatOnce(e, each, level));
  }
  return results.flatMap((each) => settle(each, level));
}

function repeatOnce(e: QuantifiedPath, { match, lists }: Repeated, level: Level): Repeated[] {
  const names = declarationsOf(e.primary);
  const fresh = new Map([...match.bound].filter(([name]) => !names.has(name)));
  const outerGroups = [...level.groups].filter((name) => !names.has(name));
  const inside: Level = { ...level, groups: new Set([...outerGroups, ...groupNames(names)]) };
  return extend(e.primary, { ...match, bound: fresh, pending: [] }, inside).map((each) => {
    const own = withDefaults(each.bound, names);
    const locals = new Map([...own].filter(([name]) => names.has(name)));
    const waiting = each.pending.map((condition) => ({
      ...condition,
      locals: new Map([...locals, ...condition.locals]),
    }));
    const longer = new Map(
      [...lists].map(([name, list]) => [name, [...list, ...bindingsOf(locals.get(name) ?? null)]]),
    );
    const next = { ...each, bound: match.bound, pending: [...match.pending, ...waiting] };
    return { match: next, lists: longer };
  });
}

/** Groups inside a group are one list; what has no binding in a repetition adds nothing. */
function bindingsOf(value: Value): readonly Value[] {
  if (value === null) return [];
  return isList(value) ? value : [value];
}

/**
 * An unbounded quantifier ends where something keeps the number of matches finite (16.4 SR): under
 * a path mode or DIFFERENT EDGES no path is longer than the graph is large.
 */
function mostRepetitions({ lower, upper, span }: QuantifiedPath, level: Level): number {
  if (upper !== undefined) return upper;
  const { graph } = level.context;
  const restricted = level.restrictors.some(({ mode }) => mode !== 'WALK');
  if (level.differentEdges || restricted) return lower + graph.edges.length + graph.nodes.length;
  if (level.selectorBound !== undefined) return lower + level.selectorBound;
  throw syntaxError('an unbounded quantifier without anything that bounds it', span);
}
