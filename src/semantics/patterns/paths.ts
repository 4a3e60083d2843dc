import { present, unreachable } from '../../base/assert.ts';
import type {
  BoundAlternation,
  BoundConcatenation,
  BoundEdge,
  BoundGroup,
  BoundNode,
  BoundPath,
  BoundPathPattern,
  BoundQuestioned,
  BoundRepeat,
} from '../bound/pattern.ts';
import type { BoundExpr, BoundQuery } from '../bound/statement.ts';
import type { VariableId } from '../bound/variable.ts';
import { checkLabels } from '../closed-graphs.ts';
import { plainContext } from '../expression-context.ts';
import { conjunction, equals } from '../expressions/operators.ts';
import { propertyOf, variableExpr } from '../expressions/references.ts';
import { allTests, labelTest } from '../label-tests.ts';
import type { Scope } from '../scope.ts';
import { visible } from '../scope.ts';
import type { BindState } from '../state.ts';
import { requireBoolean } from '../static-types.ts';
import type { Expression } from '../../syntax/ast/expression.ts';
import type { EdgePattern, NodePattern } from '../../syntax/ast/pattern.ts';
import type { Declaration } from './declarations.ts';
import { aliasesIn, declarationsOf, representative } from './declarations.ts';
import type { PatternNames } from './names.ts';
import { newVariable } from './names.ts';
import type { PathShape } from './prefix.ts';
import type {
  AlternationShape,
  EdgeShape,
  GroupShape,
  NodeShape,
  QuestionedShape,
  RepeatShape,
  Shape,
} from './shape.ts';
import { nodeNames } from './shape.ts';

type Path = BoundPath<BoundQuery>;

/** What elements at one depth of quantifiers share: the same names stand for the same variables. */
interface Level {
  readonly state: BindState;
  readonly scope: Scope;
  readonly ids: ReadonlyMap<string, VariableId>;
  /** Variables without a name that elements of this level got. */
  readonly anonymous: VariableId[];
}

export function bindPathPattern(
  path: PathShape,
  names: PatternNames,
  state: BindState,
): BoundPathPattern<BoundQuery> {
  const level: Level = { state, scope: names.scopeOf(path), ids: names.ids, anonymous: [] };
  const { variable } = path.source;
  const pathVariable = variable && idOf(variable.name, level);
  return {
    ...(pathVariable !== undefined && { pathVariable }),
    selector: path.selector,
    ...(path.count && { count: path.count }),
    mode: path.mode,
    expression: bindShape(path.shape, level),
  };
}

function bindShape(shape: Shape, level: Level): Path {
  switch (shape.kind) {
    case 'node':
      return bindNode(shape, level);
    case 'edge':
      return bindEdge(shape, level);
    case 'sequence': {
      const elements = shape.elements.map((element) => bindShape(element, level));
      return { kind: 'concatenation', elements } satisfies BoundConcatenation<BoundQuery>;
    }
    case 'alternation':
      return bindAlternation(shape, level);
    case 'group':
      return bindGroup(shape, level);
    case 'repeat':
      return bindRepeat(shape, level);
    case 'questioned':
      return bindQuestioned(shape, level);
    default:
      return unreachable(shape);
  }
}

function bindNode(shape: NodeShape, level: Level): BoundNode<BoundQuery> {
  const [name] = nodeNames(shape);
  const variable = name === undefined ? anonymous('node', level) : idOf(name, level);
  const filler = bindFillers(shape.patterns, shape.wheres, variable, level);
  return { kind: 'node', variable, ...filler };
}

function bindEdge({ pattern }: EdgeShape, level: Level): BoundEdge<BoundQuery> {
  level.state.countEdgePattern(pattern.span);
  const name = pattern.variable?.name;
  const variable = name === undefined ? anonymous('edge', level) : idOf(name, level);
  const filler = bindFillers([pattern], [], variable, level);
  return { kind: 'edge', variable, direction: pattern.direction, ...filler };
}

/** Labels and conditions of the element patterns that describe one element. */
function bindFillers(
  patterns: readonly (NodePattern | EdgePattern)[],
  wheres: readonly Expression[],
  variable: VariableId,
  level: Level,
): Pick<BoundNode<BoundQuery>, 'labels' | 'predicate'> {
  const labels = allTests(patterns.flatMap((p) => (p.labels ? [labelTest(p.labels)] : [])));
  const conditions: BoundExpr[] = [];
  for (const pattern of patterns) {
    if (pattern.labels !== undefined) checkLabels(pattern.labels, pattern.kind, level.state);
    // `{k: v}` means `.k = v`, so that `{k: NULL}` matches nothing (16.8).
    for (const { name, value } of pattern.properties ?? []) {
      const element = variableExpr(level.state, variable, pattern.span);
      const property = propertyOf(element, name.name, name.span);
      conditions.push(equals(property, bindIn(value, level), value.span));
    }
    if (pattern.where !== undefined) conditions.push(bindCondition(pattern.where, level));
  }
  for (const where of wheres) conditions.push(bindCondition(where, level));
  const predicate = conjunction(conditions);
  return { ...(labels && { labels }), ...(predicate && { predicate }) };
}

function bindIn(e: Expression, level: Level): BoundExpr {
  const context = plainContext(level.state, level.scope, 'in a pattern');
  return level.state.recursion.expression(e, context);
}

function bindCondition(e: Expression, level: Level): BoundExpr {
  return requireBoolean(bindIn(e, level), 'WHERE', e.span);
}

function bindAlternation(shape: AlternationShape, level: Level): BoundAlternation<BoundQuery> {
  const whole = declarationsOf(shape);
  const alternatives = shape.alternatives.map((branch) => {
    const listed = [...declarationsOf(branch).values()].filter(
      ({ name, degree }) => degree !== 'group' && whole.get(name)?.degree === 'group',
    );
    return listed.length === 0 ? bindShape(branch, level) : bindListed(branch, listed, level);
  });
  return { kind: 'alternation', multiset: shape.multiset, alternatives };
}

/** A branch with names that are singletons in it and groups outside: lists of one, or none. */
function bindListed(branch: Shape, listed: readonly Declaration[], level: Level): Path {
  const ids = new Map(level.ids);
  const groups = listed.map((declaration) => {
    const { name } = declaration;
    const inner = newVariable(level.state, declaration);
    ids.set(name, inner);
    return { inner, outer: idOf(name, level) };
  });
  const scope = level.scope.local(
    listed.map(({ name }) => [name, visible(present(ids.get(name), 'variable of a branch'))]),
  );
  const expression = bindShape(branch, { ...level, ids, scope });
  const once: BoundRepeat<BoundQuery> = { kind: 'repeat', expression, lower: 1, upper: 1, groups };
  const end = (): BoundNode<BoundQuery> => ({ kind: 'node', variable: anonymous('node', level) });
  return { kind: 'concatenation', elements: [end(), once, end()] };
}

function bindGroup(shape: GroupShape, level: Level): BoundGroup<BoundQuery> {
  const subpath = shape.subpath && idOf(shape.subpath.name, level);
  const expression = bindShape(shape.expression, level);
  const where = shape.where && bindCondition(shape.where, level);
  return {
    kind: 'group',
    expression,
    mode: shape.mode,
    ...(subpath !== undefined && { subpath }),
    ...(where && { where }),
  };
}

/** Inside, each name is the singleton of one repetition; outside, the group of all of them. */
function bindRepeat(shape: RepeatShape, level: Level): BoundRepeat<BoundQuery> {
  const { state } = level;
  const declarations = declarationsOf(shape.expression);
  const aliases = aliasesIn(shape.expression, new Map());
  const ids = new Map<string, VariableId>();
  const groups: { inner: VariableId; outer: VariableId }[] = [];
  for (const declaration of declarations.values()) {
    const { name } = declaration;
    const same = representative(name, aliases);
    const inner = ids.get(same) ?? newVariable(state, declaration);
    ids.set(same, inner);
    ids.set(name, inner);
    const outer = idOf(name, level);
    if (!groups.some((pair) => pair.inner === inner && pair.outer === outer)) {
      groups.push({ inner, outer });
    }
  }
  const scope = level.scope.local([...ids].map(([name, id]) => [name, visible(id)]));
  const inside: Level = { state, scope, ids, anonymous: [] };
  const expression = bindShape(shape.expression, inside);
  for (const inner of inside.anonymous) {
    const role = state.variable(inner).role === 'edge' ? 'edge' : 'node';
    const outer = newVariable(state, { name: '', role, degree: 'group' });
    level.anonymous.push(outer);
    groups.push({ inner, outer });
  }
  const { lower, upper } = shape;
  return { kind: 'repeat', expression, lower, ...(upper !== undefined && { upper }), groups };
}

function bindQuestioned(shape: QuestionedShape, level: Level): BoundQuestioned<BoundQuery> {
  const inside: Level = { ...level, anonymous: [] };
  const expression = bindShape(shape.expression, inside);
  level.anonymous.push(...inside.anonymous);
  const named = [...declarationsOf(shape.expression).keys()].map((name) => idOf(name, level));
  level.state.makeNullable(inside.anonymous);
  const variables = [...new Set([...named, ...inside.anonymous])];
  return { kind: 'questioned', expression, variables };
}

function anonymous(role: 'node' | 'edge', level: Level): VariableId {
  const variable = newVariable(level.state, { name: '', role, degree: 'singleton' });
  level.anonymous.push(variable);
  return variable;
}

function idOf(name: string, level: Level): VariableId {
  return present(level.ids.get(name), 'variable of a pattern');
}
